/** The host of an address: what a list has room for. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}

/** A body as people read it: what is no JSON stays as it is. */
export function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/** The kind in a type of change: "replied" of "inquiry.replied". */
export const kindOf = (type: string): string => type.slice(type.indexOf('.') + 1)

/** What an attempt came to, for its sentence and its colour. */
export function outcome(attempt: { status: number | null; failure: string | null }): 'accepted' | 'refused' | 'none' {
  if (attempt.failure && attempt.status === null) return 'none'
  return attempt.failure === null && attempt.status !== null && attempt.status >= 200 && attempt.status < 300 ? 'accepted' : 'refused'
}

/** A local "2026-11-24T14:05" as an instant, undefined while it is not whole. */
export function instantOf(local: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(local)) return undefined
  const at = new Date(local)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
