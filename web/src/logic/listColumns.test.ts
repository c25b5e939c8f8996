import { describe, expect, it } from 'vitest'
import { COLUMNS, columnsOf, keptColumns, usualColumns } from './listColumns'

const seen = (columns: ReturnType<typeof usualColumns>) => columns.filter((one) => one.visible).map((one) => one.id)

describe('the columns of a folder', () => {
  it('put the time first on a narrow screen, as long as nobody chose', () => {
    expect(seen(usualColumns(false)).slice(0, 2)).toEqual(['item', 'question'])
    expect(seen(usualColumns(true)).slice(0, 2)).toEqual(['item', 'remaining'])
    expect(usualColumns(true)).toHaveLength(COLUMNS.length)
  })

  it('are kept with their order and with what is not shown', () => {
    const chosen = columnsOf('item,due,-state,level')
    expect(seen(chosen ?? [])).toEqual(['item', 'due', 'level'])
    expect(columnsOf(keptColumns(chosen ?? []))).toEqual(chosen)
  })

  it('name every column once, whatever was kept', () => {
    const chosen = columnsOf('due,due,nonsense,-item') ?? []
    expect(chosen).toHaveLength(COLUMNS.length)
    expect(chosen.find((one) => one.id === 'item')?.visible).toBe(true)
  })

  it('are the usual ones where nothing of the choice holds', () => {
    for (const kept of [null, '', 'nonsense']) expect(columnsOf(kept)).toBeUndefined()
  })
})
