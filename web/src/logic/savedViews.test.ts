import { expect, it } from 'vitest'
import { filterOfAddress } from './folderFilter'
import { columnsOf, shownColumns } from './listColumns'
import { isShown, wayTo } from './savedViews'

const FRANCE = { folder: 'toDo', filter: { partner: 'FRA' }, columns: ['due', 'item'] }

it('a view leads to its folder, narrowed, with its columns in their order', () => {
  const query = new URLSearchParams(wayTo(FRANCE).split('?')[1])
  expect(filterOfAddress(query)).toEqual({ partner: 'FRA' })
  expect(shownColumns(columnsOf(query.get('columns')?.split(',') ?? []) ?? [])).toEqual(['due', 'item'])
})

it('a view that keeps no columns leaves them as they are', () => {
  for (const columns of [undefined, null, []]) expect(wayTo({ ...FRANCE, columns })).toBe('/folders/toDo?partner=FRA')
  expect(wayTo({ folder: 'toDo', filter: {} })).toBe('/folders/toDo')
})

it('a view is the one on the screen while nothing of it was changed', () => {
  expect(isShown(FRANCE, 'toDo', { partner: 'FRA' }, 'due,item')).toBe(true)
  expect(isShown({ ...FRANCE, columns: null }, 'toDo', { partner: 'FRA' }, 'due,item')).toBe(true)
  for (const [folder, filter, columns] of [
    ['waiting', { partner: 'FRA' }, 'due,item'],
    ['toDo', {}, 'due,item'],
    ['toDo', { partner: 'FRA' }, 'item,due'],
    ['toDo', { partner: 'FRA' }, ''],
  ] as const)
    expect(isShown(FRANCE, folder, filter, columns)).toBe(false)
})
