import type { DataRequest, Match } from '../api/privacy'

/** What one request may name; the API refuses more. */
export const MOST = 100

/** A reference is the number of a file, never a name: it has a digit. The API has the last word. */
export function isReference(text: string): boolean {
  const trimmed = text.trim()
  return /^[\p{L}\d][\p{L}\d ./_#-]{0,39}$/u.test(trimmed) && /\d/.test(trimmed)
}

/** Which sentence says how many inquiries came how far. */
export function countsWords({ waiting, failed }: DataRequest['counts']) {
  if (waiting > 0 && failed > 0) return 'countsBoth'
  if (waiting > 0) return 'countsWaiting'
  return failed > 0 ? 'countsFailed' : 'counts'
}

/** An export that was there and is gone. */
export function isExpired({ fileUntil, fetchable }: Pick<DataRequest, 'fileUntil' | 'fetchable'>): boolean {
  return fileUntil !== null && !fetchable
}

/** Those of the chosen inquiries for which an erasure waits. */
export function open(chosen: readonly Pick<Match, 'state'>[]): number {
  return chosen.filter((one) => one.state !== 'closed').length
}
