/** How long what goes to the other post is held back after somebody sent it, so that they can take it back. */
export const HOLD_MS = 10_000
/** What is held must not become late by it. */
const SPARE_MS = 20_000

/** How long to hold a step that is due at a time: not at all when that is about to pass. Afterwards it makes no difference. */
export function holdFor(now: number, dueAt: string | null | undefined): number {
  const left = dueAt ? Date.parse(dueAt) - now : Number.POSITIVE_INFINITY
  return left > 0 && left < HOLD_MS + SPARE_MS ? 0 : HOLD_MS
}

/** Whole seconds until a time, as a countdown shows them. */
export function secondsUntil(time: number, now: number): number {
  return Math.max(0, Math.ceil((time - now) / 1000))
}

/** Whether a try that went wrong is made again by itself: nobody decided, or nobody could be asked for this person. */
export function tryAgain(status: number): boolean {
  return status === 0 || status === 401 || status === 429 || status >= 500
}

/** When to try again after so many tries. */
export function retryIn(tries: number): number {
  return Math.min(60_000, 5_000 * 2 ** Math.max(0, tries - 1))
}

/** Steps that the other post sees at once and nobody can take back there: these are held. Closing changes nothing for the other side. */
const HELD = ['reply', 'supplement', 'escalate', 'reject'] as const

export const isHeld = (step: string): step is (typeof HELD)[number] => HELD.some((one) => one === step)
