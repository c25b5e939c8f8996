import { describe, expect, it } from 'vitest'
import type { InquiryRow } from '../api/types'
import { othersOf } from './itemHistory'

const row = (id: string, more: Partial<InquiryRow> = {}) =>
  ({ id, itemId: 'CC1', workflow: 'WII', state: 'sent', sentAt: '2026-11-20T10:00:00Z', ...more }) as InquiryRow
const inquiry = { id: 'A', itemId: 'CC1', workflow: 'WII', state: 'opened' }

describe('what else is asked about an item', () => {
  it('is neither this inquiry, nor about another item, nor a draft', () =>
    expect(othersOf(inquiry, [row('A'), row('B', { itemId: 'CC2' }), row('C', { state: 'draft' })])).toEqual([]))

  it('is what is open first, then the newest', () =>
    expect(
      othersOf(inquiry, [
        row('B', { state: 'closed', sentAt: '2026-11-25T10:00:00Z' }),
        row('C', { sentAt: '2026-11-01T10:00:00Z' }),
        row('D', { sentAt: '2026-11-02T10:00:00Z' }),
      ]).map(({ row: { id } }) => id),
    ).toEqual(['D', 'C', 'B']))

  it('is a duplicate while both are open and ask the same', () => {
    const twin = (own: object, other: Partial<InquiryRow>) => othersOf({ ...inquiry, ...own }, [row('B', other)])[0]?.duplicate
    expect(twin({}, {})).toBe(true)
    expect(twin({}, { workflow: 'DMG' })).toBe(false)
    expect(twin({}, { state: 'closed' })).toBe(false)
    expect(twin({ state: 'closed' }, {})).toBe(false)
  })
})
