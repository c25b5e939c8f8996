import { describe, expect, it } from 'vitest'
import { countRows, csv, endsSoon, fileName, filterRows, type ListRow, stateOf } from './savedLists'

const row = (itemId: string, milestone: string, more: Partial<ListRow> = {}): ListRow => ({
  itemId,
  milestone,
  news: false,
  country: 'DE',
  since: null,
  lastCode: '',
  lastAt: null,
  terminal: false,
  ...more,
})

const rows = [
  row('A', 'in-transit', { news: true }),
  row('B', 'customs-hold'),
  row('C', 'delivered', { terminal: true, news: true }),
  row('D', ''),
  row('E', 'other'),
  row('F', 'ended', { terminal: true }),
]
const shown = (filter: Parameters<typeof filterRows>[1]) =>
  filterRows(rows, filter)
    .map((one) => one.itemId)
    .join('')

describe('a saved list', () => {
  it('shows the items in the state that is looked for', () => {
    expect(['all', 'news', 'moving', 'stuck', 'arrived', 'unknown'].map((one) => shown(one as 'all'))).toEqual([
      'ABCDEF',
      'AC',
      'AE',
      'B',
      'CF',
      'D',
    ])
  })

  it('puts every item in exactly one state', () => {
    const { all, moving, stuck, arrived, unknown } = countRows(rows)
    expect(moving + stuck + arrived + unknown).toBe(all)
  })

  it('knows nothing of an item that nobody has told of', () => expect(stateOf(row('X', ''))).toBe('unknown'))

  it('is a table that spreadsheets read, and nothing in it is a formula', () => {
    expect(
      csv([
        ['Item', 'Where, exactly'],
        ['EE1', 'He said "no"\nand left'],
        ['=1+1', '-2'],
      ]),
    ).toBe('\ufeffItem,"Where, exactly"\r\nEE1,"He said ""no""\nand left"\r\n\'=1+1,\'-2\r\n')
  })

  it('has a file name that every system takes', () => {
    expect(fileName('Shop in Leeds: 2026/11')).toBe('Shop-in-Leeds-2026-11.csv')
    expect(fileName('../..')).toBe('list.csv')
  })

  it('is to be renewed in its last two weeks', () => {
    const now = Date.parse('2026-11-26T12:00:00Z')
    expect(endsSoon('2026-12-09T12:00:00Z', now)).toBe(true)
    expect(endsSoon('2026-12-11T12:00:00Z', now)).toBe(false)
  })
})
