import { expect, it } from 'vitest'
import { aboutOf, groupsOf, nextOf } from './alertGroups'

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

it('leads to its inquiry, or to what it is about', () => {
  const alert = { kind: 'new', inquiryId: 'Q', partner: 'DEA' }
  expect(aboutOf(alert)).toBe('/inquiries/Q')
  expect(aboutOf({ ...alert, inquiryId: '', kind: 'forceMajeure' })).toBe('/partners/DEA')
  expect(aboutOf({ ...alert, inquiryId: '', kind: 'lateItems', reason: 'FR' })).toBe('/late-items?lane=FR')
})
