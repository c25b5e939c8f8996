import { describe, expect, it } from 'vitest'
import { barOf, dueOf, leastBusy, ledCentre, mostPressing, toBeDone } from './team'

const load = (name: string, open: number, dueToday: number, overdue: number, here = true) => ({
  subject: name,
  name,
  here,
  open,
  dueToday,
  overdue,
})

describe('a team', () => {
  const people = [load('Ada', 0, 0, 0), load('Ben', 9, 0, 0), load('Cem', 3, 2, 0), load('Dot', 1, 0, 1), load('Eve', 2, 0, 0, false)]

  it('shows first who is overdue, then whose day is full', () => {
    expect(mostPressing(people).map((one) => one.name)).toEqual(['Dot', 'Cem', 'Ben', 'Eve', 'Ada'])
  })

  it('gives work to whoever has least, and never to somebody who works elsewhere', () => {
    expect(leastBusy(people).map((one) => one.name)).toEqual(['Ada', 'Dot', 'Cem', 'Ben'])
  })

  it('counts what is to be done, not what others are asked', () => {
    const folder = (name: string, count: number | null) => ({ folder: name, count })
    expect(toBeDone([folder('toDo', 4), folder('waiting', 50), folder('toRead', 2), folder('drafts', 9), folder('returned', null)])).toBe(6)
  })

  it('is due when the partner waits no longer, once an answer is there', () => {
    const times = { dueAt: '2026-11-27T09:00:00Z', respondBy: '2026-11-28T09:00:00Z' }
    expect(dueOf({ ...times, state: 'opened' })).toBe(times.dueAt)
    expect(dueOf({ ...times, state: 'returned' })).toBe(times.respondBy)
    expect(dueOf({ ...times, state: 'replied', respondBy: null })).toBe(null)
  })

  it('draws bars in proportion, and sees one of a thousand', () => {
    expect(barOf(5, [5, 10])).toBe(50)
    expect(barOf(1, [1, 1000])).toBe(3)
    expect(barOf(0, [0, 0])).toBe(0)
  })
})

it('shows the centre that was chosen, else one’s own, else the first of one’s post', () => {
  const post = [{ id: 'DEA-BON' }, { id: 'DEA-LEJ' }]
  expect(ledCentre(post, 'DEA-LEJ', 'DEA-BON')).toBe('DEA-LEJ')
  expect(ledCentre(post, 'GBA-DON', 'DEA-BON')).toBe('DEA-BON')
  expect(ledCentre(post, null, '')).toBe('DEA-BON')
  expect(ledCentre([], null, '')).toBe('')
})
