import { describe, expect, it } from 'vitest'
import { calendarOf, dateOf, datesOf, draftOf, spansOf, spansText } from './calendarText'

describe('opening hours as people type them', () => {
  it.each([
    [
      '08:00-12:00, 13:00-17:00',
      [
        ['08:00', '12:00'],
        ['13:00', '17:00'],
      ],
    ],
    [
      '8–12; 13:30–17',
      [
        ['08:00', '12:00'],
        ['13:30', '17:00'],
      ],
    ],
    [
      '13-17, 8-12',
      [
        ['08:00', '12:00'],
        ['13:00', '17:00'],
      ],
    ],
    ['0-24', [['00:00', '24:00']]],
    ['', []],
  ])('%j is read', (text, spans) => expect(spansOf(text)).toEqual(spans))
  it.each([['8'], ['12-8'], ['8-12-14'], ['8-12, 11-14'], ['closed'], ['25-26']])('%j is not', (text) =>
    expect(spansOf(text)).toBeUndefined(),
  )
  it('comes back as it was written', () => expect(spansOf(spansText([['08:00', '12:00']]))).toEqual([['08:00', '12:00']]))
})

describe('dates as people paste them', () => {
  it('reads the usual spellings', () => {
    expect(['2026-12-25', '25.12.2026', '1/2/2026', '2026/1/2'].map(dateOf)).toEqual([
      '2026-12-25',
      '2026-12-25',
      '2026-02-01',
      '2026-01-02',
    ])
  })
  it('refuses days that do not exist', () => expect(dateOf('2026-02-30')).toBeUndefined())
  it('takes a list with names, each date once, in order', () => {
    expect(datesOf('26.12.2026 Boxing Day\nChristmas 2026-12-25, 2026-12-25\n')).toEqual({
      dates: ['2026-12-25', '2026-12-26'],
      unread: [],
    })
  })
  it('says what it could not read', () => expect(datesOf('2026-12-25\nEaster').unread).toEqual(['Easter']))
})

describe('a calendar in the editor', () => {
  const calendar = {
    timeZone: 'Europe/Berlin',
    week: { 1: [['08:00', '17:00']] as [string, string][] },
    holidays: ['2026-12-25'],
    special: { '2026-12-24': [['08:00', '12:00']] as [string, string][], '2026-12-31': [] },
  }
  it('is the same when nothing was edited', () => expect(calendarOf(draftOf(calendar)).calendar).toEqual(calendar))
  it('names the places that are wrong', () => {
    const draft = draftOf(calendar)
    draft.week['2'] = 'eight'
    draft.holidays = 'Easter'
    draft.special.push({ date: '2026-12-24', hours: '' })
    expect(Object.keys(calendarOf(draft).faults)).toEqual(['week.2', 'holidays', 'special.2'])
  })
})
