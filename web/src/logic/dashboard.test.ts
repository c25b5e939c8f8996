import { describe, expect, it } from 'vitest'
import { byDue, change, clockIn, dayAddress, type Hour, hoursShown, ranked, reportAddress, stillDue, viewsOf } from './dashboard'

it('everybody sees what is theirs, first what they start with', () => {
  expect(viewsOf({ centre: true, supervises: false, network: false })).toEqual(['today'])
  expect(viewsOf({ centre: true, supervises: true, network: false })).toEqual(['today', 'month'])
  expect(viewsOf({ centre: false, supervises: true, network: false })).toEqual(['today', 'month'])
  expect(viewsOf({ centre: false, supervises: false, network: true })).toEqual(['network', 'month', 'today'])
  expect(viewsOf({ centre: false, supervises: false, network: false })).toEqual([])
})

it('a day is that of the call centre’s clock', () => {
  const now = new Date('2026-11-25T23:30:00Z')
  expect(clockIn('Europe/Berlin', now)).toEqual({ day: '2026-11-26', hour: 0 })
  expect(clockIn('America/New_York', now)).toEqual({ day: '2026-11-25', hour: 18 })
  expect(clockIn('Asia/Kolkata', now)).toEqual({ day: '2026-11-26', hour: 5 })
})

describe('the hours that are drawn', () => {
  const counts = { requests: 1, replies: 2, due: 0, onTime: 0 }
  const at = (hour: number): Hour => ({ hour, asReplier: counts, asRequester: counts })
  it('are those of a working day', () => {
    const shown = hoursShown([at(9)], undefined)
    expect(shown.map((one) => one.hour)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
    expect(shown[2]?.asReplier.replies).toBe(2)
    expect(shown[3]?.asReplier.replies).toBe(0)
  })
  it('go as far as something happened, and as it is late', () => {
    expect(hoursShown([at(0)], 21).map((one) => one.hour)).toHaveLength(22)
    expect(hoursShown([], 23).at(-1)?.hour).toBe(23)
  })
})

describe('what is still due', () => {
  const now = new Date('2026-11-26T10:00:00Z')
  const rows = [
    { id: 'tomorrow', dueAt: '2026-11-26T23:30:00Z' }, // half past midnight in Berlin
    { id: 'later', dueAt: '2026-11-26T15:00:00Z' },
    { id: 'soon', dueAt: '2026-11-26T11:00:00Z' },
    { id: 'over', dueAt: '2026-11-26T09:00:00Z', overdue: true },
    { id: 'none', dueAt: null },
  ]
  it('is what the day still brings, the earliest first', () => {
    expect(stillDue(rows, false, 'Europe/Berlin', now).rows.map((row) => row.id)).toEqual(['soon', 'later'])
    expect(stillDue(rows, false, 'Europe/London', now).rows.map((row) => row.id)).toEqual(['soon', 'later', 'tomorrow'])
  })
  it('may be more where the list is longer', () => {
    expect(stillDue(rows, true, 'Europe/Berlin', now).more).toBe(true)
    expect(stillDue([], true, 'Europe/Berlin', now).more).toBe(false)
  })
  it('sorts what has no due time last', () => expect(byDue(rows).at(-1)?.id).toBe('none'))
})

it('the worst stands first, who had nothing due last', () => {
  const row = (code: string, part: number, whole: number) => ({ code, asReplier: { onTime: { part, whole }, outstanding: 0 } })
  const rows = [row('A', 0, 0), row('B', 99, 100), row('C', 49, 50), row('D', 98, 100), row('E', 0, 1)]
  expect(ranked(rows).map((one) => one.code)).toEqual(['E', 'D', 'C', 'B', 'A'])
})

it('a change needs both', () => {
  expect(change(97.5, 96.2)).toBe(1.3)
  expect(change(97.5, null)).toBeUndefined()
  expect(change(undefined, 1)).toBeUndefined()
})

it('figures lead to what made them', () => {
  expect(reportAddress('on-time', { month: '2026-11', operator: 'GBA' })).toBe(
    '/insights/on-time?month=2026-11&operator=GBA&compare=before',
  )
  expect(reportAddress('on-time', { month: '2026-11', centre: 'GBA-DON' })).toBe(
    '/insights/on-time?month=2026-11&centre=GBA-DON&compare=before',
  )
  const now = new Date('2026-11-26T10:00:00Z')
  expect(dayAddress('replies', 'replier', 'inquiry', { centre: 'GBA-DON', day: '2026-11-26', now })).toBe(
    '/insights/new?m=replies&side=replier&by=inquiry&f.centre=GBA-DON&f.localDay=2026-11-26&from=2026-11&to=2026-11',
  )
})

it('reach into the month beside at its edges: the first of December in Tokyo begins on the last of November in UTC', () => {
  const later = new Date('2026-12-05T10:00:00Z')
  expect(dayAddress('replies', 'replier', 'inquiry', { centre: 'JPA-TYO', day: '2026-12-01', now: later })).toContain(
    'f.localDay=2026-12-01&from=2026-11&to=2026-12',
  )
})

it('never lead to a month that has not begun: the first of December in Tokyo is the last of November in UTC', () => {
  const now = new Date('2026-11-30T23:00:00Z')
  expect(dayAddress('replies', 'replier', 'inquiry', { centre: 'JPA-TYO', day: '2026-12-01', now })).toContain(
    'f.localDay=2026-12-01&from=2026-11&to=2026-11',
  )
})
