import { describe, expect, it } from 'vitest'
import { beneathItem, COLUMNS, columnsOf, shownColumns, usualColumns } from './listColumns'

const seen = (columns: ReturnType<typeof usualColumns>) => columns.filter((one) => one.visible).map((one) => one.id)

describe('the columns of a folder', () => {
  it('are fewer the less room there is, and what has none stands beneath the number, the time first', () => {
    const shown = (room: 'wide' | 'beside' | 'phone') => [seen(usualColumns(room)), beneathItem(usualColumns(room), room)]
    expect(shown('wide')).toEqual([['item', 'question', 'partner', 'state', 'remaining'], []])
    expect(shown('beside')).toEqual([
      ['item', 'remaining'],
      ['state', 'question', 'partner'],
    ])
    expect(shown('phone')).toEqual([['item'], ['remaining', 'state', 'question', 'partner']])
    expect(usualColumns('phone')).toHaveLength(COLUMNS.length)
  })

  it('are kept with their order', () => {
    const chosen = columnsOf(['due', 'item', 'level'])
    expect(seen(chosen ?? [])).toEqual(['due', 'item', 'level'])
    expect(columnsOf(shownColumns(chosen ?? []))).toEqual(chosen)
  })

  it('name every column once, whatever was kept', () => {
    const chosen = columnsOf(['due', 'due', 'nonsense']) ?? []
    expect(chosen).toHaveLength(COLUMNS.length)
    expect(chosen.find((one) => one.id === 'item')?.visible).toBe(true)
  })

  it('are the usual ones where nothing of the choice holds', () => {
    for (const kept of [[], [''], ['nonsense']]) expect(columnsOf(kept)).toBeUndefined()
  })
})
