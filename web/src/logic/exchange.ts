/** The largest file of replies that is taken, in bytes. */
const LARGEST = 10 * 1024 ** 2

/** Why a file need not be sent at all: the key of a sentence. */
export function replyFileTrouble(file: Pick<File, 'size'>): 'tooLarge' | 'none' | undefined {
  if (file.size === 0) return 'none'
  return file.size > LARGEST ? 'tooLarge' : undefined
}

/** What a file says it is, by its name; what it is, shows in its first line. */
export function replyFileType(name: string): string {
  return /\.(jsonl|ndjson|json)$/i.test(name) ? 'application/x-ndjson' : 'text/csv'
}

/** Format and separator are one choice for people. */
export type FormatChoice = 'csv' | 'csv-semicolon' | 'jsonl'
export const FORMATS: readonly FormatChoice[] = ['csv', 'csv-semicolon', 'jsonl']

export function formatChoice({ format, separator }: { format: string; separator: string }): FormatChoice {
  if (format === 'jsonl') return 'jsonl'
  return separator === 'semicolon' ? 'csv-semicolon' : 'csv'
}

export function chosenFormat(choice: FormatChoice): { format: 'csv' | 'jsonl'; separator: 'comma' | 'semicolon' } {
  return { format: choice === 'jsonl' ? 'jsonl' : 'csv', separator: choice === 'csv-semicolon' ? 'semicolon' : 'comma' }
}

/** Money that is counted in hundredths, in the reader's writing. Nothing is reckoned with fractions. */
export function moneyWords(hundredths: number, currency: string, language: string): string {
  const sign = hundredths < 0 ? '-' : ''
  const digits = String(Math.abs(hundredths)).padStart(3, '0')
  const decimal = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`
  return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'code' }).format(decimal as unknown as number)
}

/** Who owes the balance of a month. */
export function balanceOf({ owed, due }: { owed: number; due: number }): { amount: number; side: 'inOurFavour' | 'inTheirs' | 'even' } {
  return { amount: Math.abs(due - owed), side: due > owed ? 'inOurFavour' : due < owed ? 'inTheirs' : 'even' }
}
