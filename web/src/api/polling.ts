/** How often what other people change is asked for again: often while someone works, seldom when nobody touches the page, never when it is hidden. */
const BUSY_MS = 10_000
const IDLE_MS = 60_000
const IDLE_AFTER_MS = 3 * 60_000

let lastTouch = Date.now()

export function watchActivity(): void {
  for (const kind of ['pointerdown', 'keydown', 'visibilitychange'] as const) {
    window.addEventListener(kind, () => {
      lastTouch = Date.now()
    })
  }
}

export function pollEvery(): number {
  return Date.now() - lastTouch > IDLE_AFTER_MS ? IDLE_MS : BUSY_MS
}
