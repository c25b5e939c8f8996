/** One error type for everything that goes wrong between a page and the API. */

export interface FieldProblem {
  field: string
  reason: string
}

export class Problem extends Error {
  readonly slug: string
  readonly status: number
  readonly fields: readonly FieldProblem[]
  readonly requestId: string
  readonly extra: Readonly<Record<string, unknown>>

  constructor(
    slug: string,
    status: number,
    detail: string,
    fields: readonly FieldProblem[] = [],
    requestId = '',
    extra: Record<string, unknown> = {},
  ) {
    super(detail)
    this.name = 'Problem'
    this.slug = slug
    this.status = status
    this.fields = fields
    this.requestId = requestId
    this.extra = extra
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function fieldProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map((one) => ({ field: text(one.field), reason: text(one.reason) }))
}

/** What a status says by itself, when nobody wrote a problem. */
const PLAIN: Record<number, string> = { 401: 'unauthenticated', 404: 'not-found' }

/** What an answer that is not a success says; anything that is no problem+json is "unexpected". */
export function problemOf(body: unknown, status: number): Problem {
  if (!isRecord(body) || typeof body.type !== 'string') return new Problem(PLAIN[status] ?? 'unexpected', status, '')
  const { type, title: _title, status: _status, detail, errors, requestId, ...extra } = body
  return new Problem(text(type).split('/').pop() ?? 'unexpected', status, text(detail), fieldProblems(errors), text(requestId), extra)
}

/** No answer at all: the network or the API is down. */
export function unreachable(): Problem {
  return new Problem('unreachable', 0, '')
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('unexpected', 0, '')
}

export function isProblem(error: unknown, slug: string): error is Problem {
  return error instanceof Problem && error.slug === slug
}
