/** The columns of a folder, in the order in which they were chosen. */
export const COLUMNS = [
  'item',
  'question',
  'partner',
  'state',
  'remaining',
  'due',
  'level',
  'assignee',
  'proposal',
  'respondBy',
  'sent',
] as const
export type ColumnId = (typeof COLUMNS)[number]

export interface Column {
  id: ColumnId
  visible: boolean
}

const USUAL: readonly ColumnId[] = ['item', 'question', 'partner', 'state', 'remaining', 'due']
/** On a narrow screen the time comes first; the rest is a swipe away. */
const PHONE: readonly ColumnId[] = ['item', 'remaining', 'due', 'state', 'partner', 'question']

const named = (id: string): id is ColumnId => (COLUMNS as readonly string[]).includes(id)

/** Nobody chose yet. */
export function usualColumns(narrow: boolean): Column[] {
  return whole((narrow ? PHONE : USUAL).map((id) => ({ id, visible: true })))
}

/** Every column once: those that a choice does not name, because they are newer than it, follow unseen. The item is always there. */
function whole(chosen: readonly Column[]): Column[] {
  const rest = COLUMNS.filter((id) => !chosen.some((one) => one.id === id)).map((id) => ({ id, visible: false }))
  return [...chosen, ...rest].map((one) => (one.id === 'item' ? { ...one, visible: true } : one))
}

/** A choice as it was kept: "item,-level,due", a minus before what is not shown. Undefined where nothing of it holds. */
export function columnsOf(kept: string | null): Column[] | undefined {
  const chosen: Column[] = []
  for (const part of (kept ?? '').split(',')) {
    const id = part.replace(/^-/, '')
    if (named(id) && !chosen.some((one) => one.id === id)) chosen.push({ id, visible: !part.startsWith('-') })
  }
  return chosen.length > 0 ? whole(chosen) : undefined
}

export function keptColumns(columns: readonly Column[]): string {
  return columns.map((one) => (one.visible ? one.id : `-${one.id}`)).join(',')
}
