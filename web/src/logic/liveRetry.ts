const FIRST_MS = 1_000
const LONGEST_MS = 5 * 60_000

/** How long to wait before the live line is tried again: twice as long each time, spread by chance (0 to 1) so that not everybody comes at once. */
export function retryAfter(failures: number, chance: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20))
  return Math.round(longest / 2 + (longest / 2) * chance)
}
