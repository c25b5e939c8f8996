/** Days before its end from which a key is said to expire soon: time to rotate it. */
const SOON_DAYS = 14
const DAY = 86_400_000

/** Whether a valid key ends soon, by the instant at which the list was read. */
export function expiresSoon(key: { state: string; expiresAt: string }, readAt: number): boolean {
  return key.state === 'active' && new Date(key.expiresAt).getTime() - readAt < SOON_DAYS * DAY
}

/** How far a limit is used, from 0 to 100. */
export function used(count: number, limit: number): number {
  return limit > 0 ? Math.min(100, Math.round((100 * count) / limit)) : 0
}

/** Where the axis of a chart ends: the next of 1, 2, 5, 10, 20 … from a figure on, at least 10. */
export function ceiling(most: number): number {
  let step = 10
  for (;;) {
    for (const times of [1, 2, 5]) if (most <= times * step) return times * step
    step *= 10
  }
}

/** Whether these scopes let a key act in inquiries, for which it needs a call centre. */
export function needsCentre(scopes: readonly string[]): boolean {
  return scopes.includes('raise') || scopes.includes('reply')
}

/** A limit as it was typed: undefined for the usual one, NaN for what is no number. */
export function limitOf(text: string): number | undefined {
  const plain = text.replaceAll(/[\s.,’']/g, '')
  if (plain === '') return undefined
  return /^\d+$/.test(plain) ? Number(plain) : Number.NaN
}
