import type { InquiryRow } from '../api/types'

/** Another inquiry of one's own post about the same item. */
export interface Other {
  row: InquiryRow
  open: boolean
  /** It asks what this one asks, and is not closed: one of the two is too much. */
  duplicate: boolean
}

/** What else was and is asked about an item: what is open first, the newest first. Drafts are nobody's question yet. */
export function othersOf(inquiry: { id: string; itemId: string; workflow: string; state: string }, found: readonly InquiryRow[]): Other[] {
  return found
    .filter((row) => row.itemId === inquiry.itemId && row.id !== inquiry.id && row.state !== 'draft')
    .map((row) => {
      const open = row.state !== 'closed'
      return { row, open, duplicate: open && inquiry.state !== 'closed' && row.workflow === inquiry.workflow }
    })
    .sort((a, b) => Number(b.open) - Number(a.open) || (b.row.sentAt ?? '').localeCompare(a.row.sentAt ?? ''))
}
