/**
 * How often what other people change is asked for again: often while someone works, seldom when nobody touches the page, and hardly ever while
 * the live line says when to look; never when the page is hidden.
 */
const BUSY_MS = 10_000
const IDLE_MS = 60_000
/** What hardly changes, or is called for. */
export const SELDOM_MS = 120_000
const LIVE_MS = SELDOM_MS // the line calls for everything that a page shows: this is for a call that got lost, and for the time that is left
const IDLE_AFTER_MS = 3 * 60_000

let lastTouch = Date.now()
let live = false

export function watchActivity(): void {
  for (const kind of ['pointerdown', 'keydown', 'visibilitychange'] as const) {
    window.addEventListener(kind, () => {
      lastTouch = Date.now()
    })
  }
}

/** Whether the live line holds. */
export function liveIs(healthy: boolean): void {
  live = healthy
}

export function pollEvery(): number {
  if (live) return LIVE_MS
  return Date.now() - lastTouch > IDLE_AFTER_MS ? IDLE_MS : BUSY_MS
}
