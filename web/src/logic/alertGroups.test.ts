import { expect, it } from 'vitest'
import { groupsOf, nextOf } from './alertGroups'

const alert = (id: string, inquiryId: string) => ({ id, inquiryId })

it('alerts of one inquiry stand together, where its newest stands', () => {
  const groups = groupsOf([alert('3', 'B'), alert('2', 'A'), alert('1', 'B')])
  expect(groups.map(({ inquiryId, latest, earlier }) => [inquiryId, latest.id, earlier.map((one) => one.id)])).toEqual([
    ['B', '3', ['1']],
    ['A', '2', []],
  ])
})
it('an alert that names no step is looked at', () => {
  expect([nextOf({ next: 'confirm' }), nextOf({ next: 'dance' }), nextOf({})]).toEqual(['confirm', 'look', 'look'])
})
