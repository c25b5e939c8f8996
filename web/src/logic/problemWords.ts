import { asProblem, type Problem } from '../api/problem'
import type { en } from '../i18n/en'
import type { problems } from '../i18n/problems'

/** The slugs for which the pages have a sentence of their own: all that people can meet (problemSlugs.test.ts). */
export type OwnSlug = Exclude<keyof typeof en.problem | keyof typeof problems.problem, 'quote' | 'other'>

/** Whether the words that are loaded have a sentence. */
export type Known = (slug: string) => slug is OwnSlug

/** Why whoever is signed in is nobody here: signing in again does not help. */
const STRANGERS = ['agent-unknown', 'agent-inactive', 'invitation-expired', 'address-unverified']

export const isStranger = (slug: string): boolean => STRANGERS.includes(slug)

/** What the API says where the pages have one sentence for several slugs, or another for the same one. */
function slugFor({ slug, status }: Problem): string {
  if (status === 401 && slug === 'agent-unknown') return 'not-in-directory'
  if (status === 401 && !isStranger(slug)) return 'unauthenticated'
  return slug
}

export interface ProblemWords {
  /** Key of our own sentence, or undefined: then detail is a sentence of the API. */
  own: OwnSlug | undefined
  detail: string
  requestId: string
}

export function wordsFor(error: unknown, known: Known): ProblemWords {
  const problem: Problem = asProblem(error)
  const slug = slugFor(problem)
  const own = known(slug) ? slug : problem.message === '' ? 'unexpected' : undefined
  return { own, detail: problem.message, requestId: problem.status >= 500 ? problem.requestId : '' }
}

/** Trying again may help: the caller did nothing wrong. */
export function mayRetry(error: unknown): boolean {
  const { status } = asProblem(error)
  return status === 0 || status >= 500 || status === 429
}
