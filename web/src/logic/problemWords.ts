import { asProblem, type Problem } from '../api/problem'

/** The slugs for which the pages have a sentence of their own; the API's detail is shown for the rest. */
const OWN = [
  'unreachable',
  'unexpected',
  'internal',
  'unauthenticated',
  'role-missing',
  'inquiry-unknown',
  'item-unknown',
  'inquiry-changed',
  'inquiry-duplicate',
  'action-not-allowed',
  'too-many-requests',
  'limit-reached',
  'event-required',
  'parent-required',
  'reference-unknown',
  'product-closed',
  'product-not-served',
  'product-not-of-item',
  'event-date-differs',
  'inquiry-too-late',
  'hand-over-invalid',
  'rejection-reason-unknown',
  'assigned-to-another',
  'agent-unknown',
  'agent-elsewhere',
  'merge-invalid',
  'join-empty',
  'note-empty',
  'supplement-empty',
  'supplement-incomplete',
  'history-full',
  'attachments-full',
  'inquiry-busy',
  'not-your-side',
  'not-your-centre',
  'document-unknown',
  'document-type-not-allowed',
  'document-too-large',
  'upload-failed',
  'not-found',
  'call-centre-changed',
  'operator-changed',
  'template-changed',
  'catalogue-version-unknown',
] as const

export type OwnSlug = (typeof OWN)[number]

export interface ProblemWords {
  /** Key of our own sentence, or undefined: then detail is a sentence of the API. */
  own: OwnSlug | undefined
  detail: string
  requestId: string
}

export function wordsFor(error: unknown): ProblemWords {
  const problem: Problem = asProblem(error)
  const own = OWN.find((slug) => slug === problem.slug) ?? (problem.message === '' ? 'unexpected' : undefined)
  return { own, detail: problem.message, requestId: problem.status >= 500 ? problem.requestId : '' }
}

/** Trying again may help: the caller did nothing wrong. */
export function mayRetry(error: unknown): boolean {
  const { status } = asProblem(error)
  return status === 0 || status >= 500 || status === 429
}
