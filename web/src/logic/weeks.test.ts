import { expect, it } from 'vitest'
import { mondayOf, pastMondays, weekOf } from './weeks'

it('names weeks as ISO 8601 does, over the end of a year too', () => {
  const names = ['2026-11-23', '2026-11-29', '2025-12-29', '2026-12-28', '2027-01-03', '2027-01-04'].map((day) =>
    weekOf(new Date(`${day}T12:00:00Z`)),
  )
  expect(names).toEqual(['2026-W48', '2026-W48', '2026-W01', '2026-W53', '2026-W53', '2027-W01'])
})

it('offers the weeks that are over, the latest first', () => {
  const days = (now: string, zone = 'UTC') => pastMondays(new Date(now), zone, 2).map((one) => one.toISOString().slice(0, 10))
  expect(days('2026-11-27T09:00:00Z')).toEqual(['2026-11-16', '2026-11-09'])
  expect(days('2026-11-23T00:00:00Z')).toEqual(['2026-11-16', '2026-11-09']) // a Monday
  expect(days('2026-11-22T23:59:00Z')).toEqual(['2026-11-09', '2026-11-02']) // a Sunday
  expect(days('2026-11-22T15:00:00Z', 'Asia/Tokyo')).toEqual(['2026-11-16', '2026-11-09']) // Monday there
  expect(days('2026-11-23T04:59:00Z', 'America/New_York')).toEqual(['2026-11-09', '2026-11-02']) // Sunday there
})

it('finds the Monday of a week, and none of what is no week', () => {
  const days = ['2026-W01', '2026-W48', '2026-W53', '2027-W01'].map((week) => mondayOf(week)?.toISOString().slice(0, 10))
  expect(days).toEqual(['2025-12-29', '2026-11-23', '2026-12-28', '2027-01-04'])
  for (const week of ['', '2026-W00', '2027-W53', '2026-W54', '2026-11', 'nonsense']) expect(mondayOf(week)).toBeUndefined()
})
