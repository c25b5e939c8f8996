/** Without accents and case, so that "resume" finds "Résumé". */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}

function scattered(part: string, text: string): boolean {
  let at = 0
  for (const letter of text) if (letter === part[at]) at++
  return at >= part.length
}

/**
 * How well a text answers to what somebody typed: every word typed must begin a word of it, stand in it, or have its letters in it in their
 * order, in whatever order the words come. Undefined where one does not.
 */
export function match(typed: string, text: string): number | undefined {
  const whole = folded(text)
  const words = whole.split(/[^\p{L}\p{N}]+/u)
  let score = 0
  for (const part of folded(typed).split(/\s+/).filter(Boolean)) {
    if (words.some((word) => word.startsWith(part))) score += 3
    else if (whole.includes(part)) score += 2
    else if (part.length > 1 && scattered(part, whole)) score += 1
    else return undefined
  }
  return score
}

/** Those that answer, the best first; equals stay in their order. */
export function best<T>(typed: string, all: readonly T[], textOf: (one: T) => string): T[] {
  return all
    .map((one) => ({ one, score: match(typed, textOf(one)) }))
    .filter((found): found is { one: T; score: number } => found.score !== undefined)
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one)
}
