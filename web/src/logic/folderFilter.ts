/** How a folder is narrowed, as the address of the page and the API's query say it. */
export const FILTERS = ['product', 'workflow', 'level', 'partner', 'item', 'agent', 'olderThanDays', 'urgent'] as const
export type FilterName = (typeof FILTERS)[number]
export type Filter = Partial<Record<FilterName, string>>

const VALID: Partial<Record<FilterName, RegExp>> = { level: /^[1-3]$/, olderThanDays: /^[1-9]\d{0,3}$/, urgent: /^true$/ }

/** Only what the API takes: an address may come from anywhere. */
export function filterOf(told: Record<string, string>): Filter {
  const filter: Filter = {}
  for (const name of FILTERS) {
    const value = told[name]?.trim()
    if (value && (VALID[name]?.test(value) ?? value.length <= 200)) filter[name] = value
  }
  return filter
}

export function filterOfAddress(query: URLSearchParams): Filter {
  return filterOf(Object.fromEntries(query))
}

/** "?product=EMS", or "" for the whole folder. */
export function addressOf(filter: Filter): string {
  const query = new URLSearchParams(filter)
  return query.size > 0 ? `?${query}` : ''
}

/** Another value for one member; "" takes it away. */
export function narrowed(filter: Filter, name: FilterName, value: string): Filter {
  return filterOf({ ...filter, [name]: value })
}

export function isNarrowed(filter: Filter): boolean {
  return Object.keys(filter).length > 0
}

/** Whether a page with a filter stopped because it had looked at as many as it may, and not because it was full. */
export function stoppedEarly(filter: Filter, shown: number, pages: number, size: number, more: boolean): boolean {
  return isNarrowed(filter) && more && shown < pages * size
}
