import { expect, it } from 'vitest'
import { daysAhead } from './daysAhead'

const calendar = {
  holidays: ['2027-01-01', '2026-11-11', '2026-12-25', '2026-12-26'],
  special: { '2026-12-24': [['08:00', '12:00']], '2026-12-26': [['09:00', '11:00']], '2026-11-01': [] },
}

it('tells the next days with other hours, special days among the holidays', () =>
  expect(daysAhead(calendar, '2026-12-24', 3)).toEqual([
    { date: '2026-12-24', hours: ['08:00–12:00'] },
    { date: '2026-12-25', hours: [] },
    { date: '2026-12-26', hours: ['09:00–11:00'] },
  ]))

it('leaves out what is over', () => expect(daysAhead(calendar, '2026-12-27', 3).map((one) => one.date)).toEqual(['2027-01-01']))

it('knows of none where a calendar has none', () => expect(daysAhead({ holidays: [] }, '2026-12-27', 3)).toEqual([]))
