/** Items on a saved list: which of them are shown, and as a table for other programs. */

export interface ListRow {
  itemId: string
  news: boolean
  milestone: string
  country: string
  since: string | null
  lastCode: string
  lastAt: string | null
  terminal: boolean
}

export const ROW_FILTERS = ['all', 'news', 'moving', 'stuck', 'arrived', 'unknown'] as const
export type RowFilter = (typeof ROW_FILTERS)[number]

const STUCK = ['held', 'customs', 'customs-hold', 'attempted']

/** In which of the states that people look for an item is. */
export function stateOf(row: Pick<ListRow, 'milestone' | 'terminal'>): 'moving' | 'stuck' | 'arrived' | 'unknown' {
  if (row.milestone === '') return 'unknown'
  if (row.terminal) return 'arrived'
  return STUCK.includes(row.milestone) ? 'stuck' : 'moving'
}

export function filterRows<T extends ListRow>(rows: readonly T[], filter: RowFilter): T[] {
  return rows.filter((row) => filter === 'all' || (filter === 'news' ? row.news : stateOf(row) === filter))
}

/** How many rows each filter shows. */
export function countRows(rows: readonly ListRow[]): Record<RowFilter, number> {
  return Object.fromEntries(ROW_FILTERS.map((one) => [one, filterRows(rows, one).length])) as Record<RowFilter, number>
}

/** A cell of a CSV (RFC 4180). What a spreadsheet would take for a formula is made text. */
function cell(value: string): string {
  const safe = /^[=+\-@\t]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as CSV, with a mark by which spreadsheets know UTF-8. */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** A file's name from a list's: what file systems do not like is left out. */
export function fileName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return `${plain.slice(0, 60) || 'list'}.csv`
}

const SOON_MS = 14 * 24 * 3_600_000

/** Whether a list ends so soon that somebody should renew it. */
export function endsSoon(expiresAt: string, now: number): boolean {
  return Date.parse(expiresAt) - now < SOON_MS
}
