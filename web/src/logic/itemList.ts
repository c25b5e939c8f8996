import { normaliseItemId } from './itemId'

/** How many items are looked up at once: the API's bound. */
export const MOST = 100

const S10 = /^[A-Z]{2}\d{9}[A-Z]{2}$/

/** Meant as an item number, and mistyped: it is looked up, so that somebody is told. */
const NEARLY = /^[A-Z]{1,3}\d{6,}[A-Z]*$/

/**
 * The numbers in what somebody pasted or uploaded, each once, in their order. A line is a number as people type it, or cells of a table: then
 * those count that look like item numbers, and where none does, whatever holds a digit.
 */
export function numbersIn(text: string): string[] {
  const cells = text
    .split(/[\r\n,;|\t]+/)
    .map((cell) => cell.trim().replace(/^"|"$/g, ''))
    .filter(Boolean)
  const candidates = cells.flatMap((cell) => {
    const whole = normaliseItemId(cell)
    return S10.test(whole) ? [whole] : cell.split(/\s+/).map(normaliseItemId)
  })
  const numbered = candidates.filter((one) => /\d/.test(one) && one.length >= 4)
  const items = numbered.filter((one) => S10.test(one) || NEARLY.test(one))
  const table = /[,;|\t]/.test(text) && /[\r\n]/.test(text.trim())
  return [...new Set(table && items.some((one) => S10.test(one)) ? items : numbered)]
}

const JOINED = /^(?:[A-Z]{2}\d{9}[A-Z]{2}){2,}$/

/**
 * The numbers in what was pasted where one is looked for, when there are several, an item's among them: undefined otherwise. A field of one line may
 * have joined its lines without a gap.
 */
export function severalIn(text: string): string[] | undefined {
  const joined = normaliseItemId(text)
  const found = JOINED.test(joined) ? [...new Set(joined.match(/.{13}/g))] : numbersIn(text)
  return found.length > 1 && found.some((one) => S10.test(one)) ? found : undefined
}

/** The page that looks several items up. */
export function trackAddress(numbers: readonly string[]): string {
  return `/track?items=${numbers.join(',')}`
}

/** The page that asks about several with one question. */
export function askAddress(numbers: readonly string[]): string {
  return `/track/ask?items=${numbers.join(',')}`
}

/** The numbers that an address brings, as many as are looked up at once. */
export function numbersOf(address: URLSearchParams): string[] {
  return numbersIn((address.get('items') ?? '').replaceAll(',', '\n')).slice(0, MOST)
}

/** A table as a CSV file: what stands in a cell can neither break the table nor be taken for a formula. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
