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

/** How much of the window a list has: all of it, what an inquiry beside it leaves, or a phone's. */
export type Room = 'wide' | 'beside' | 'phone'

/** What fits without a swipe, as long as nobody chose. */
const USUAL: Record<Room, readonly ColumnId[]> = {
  wide: ['item', 'question', 'partner', 'state', 'remaining'],
  beside: ['item', 'remaining'],
  phone: ['item'],
}

/** What an item's cell says beneath the number where it has no column of its own, the time first. */
const BENEATH = ['remaining', 'state', 'question', 'partner'] as const
export type Beneath = (typeof BENEATH)[number]

const named = (id: string): id is ColumnId => (COLUMNS as readonly string[]).includes(id)

/** Nobody chose yet. */
export function usualColumns(room: Room): Column[] {
  return whole(USUAL[room].map((id) => ({ id, visible: true })))
}

/** What is told beneath the item's number: nothing where there is room, and nothing that has its own column. */
export function beneathItem(columns: readonly Column[], room: Room): Beneath[] {
  return room === 'wide' ? [] : BENEATH.filter((id) => !columns.some((one) => one.id === id && one.visible))
}

/** Every column once: those that a choice does not name, because they are newer than it, follow unseen. The item is always there. */
function whole(chosen: readonly Column[]): Column[] {
  const rest = COLUMNS.filter((id) => !chosen.some((one) => one.id === id)).map((id) => ({ id, visible: false }))
  return [...chosen, ...rest].map((one) => (one.id === 'item' ? { ...one, visible: true } : one))
}

/** A choice by the columns that it shows. Undefined where nothing of it holds. */
export function columnsOf(shown: readonly string[]): Column[] | undefined {
  const chosen = [...new Set(shown.filter(named))].map((id) => ({ id, visible: true }))
  return chosen.length > 0 ? whole(chosen) : undefined
}

/** Those that are shown, in their order, as an address, a saved view and a person's preferences name them. */
export const shownColumns = (columns: readonly Column[]): ColumnId[] => columns.filter((one) => one.visible).map((one) => one.id)
