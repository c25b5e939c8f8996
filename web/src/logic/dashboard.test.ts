import { describe, expect, it } from 'vitest'
import { change, clockIn, dayAddress, type Hour, hoursShown, inLines, ranked, reportAddress, viewsOf } from './dashboard'
import { rootOf, wayOf } from './insightWay'

it('everybody sees what is theirs, first what they start with', () => {
  const agent = { centre: true, post: true, supervises: false, network: false }
  expect(viewsOf(agent)).toEqual(['today', 'month'])
  expect(viewsOf({ ...agent, supervises: true })).toEqual(['today', 'month'])
  expect(viewsOf({ ...agent, centre: false, supervises: true })).toEqual(['today', 'month'])
  expect(viewsOf({ ...agent, centre: false })).toEqual(['month'])
  expect(viewsOf({ centre: false, post: false, supervises: false, network: true })).toEqual(['network', 'month', 'today'])
  expect(viewsOf({ centre: false, post: false, supervises: false, network: false })).toEqual([])
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
})

describe('a figure of a day leads to the inquiries that made it', () => {
  const at = (address: string) => new URL(address, 'https://whereabouts.example').searchParams
  const now = new Date('2026-11-26T10:00:00Z')
  const day = { centre: 'GBA-DON', day: '2026-11-26', now }
  const asked = (address: string) => Object.fromEntries(at(address))

  it('of the whole day', () =>
    expect(asked(dayAddress({ measure: 'replies', side: 'replier' }, day))).toEqual({
      m: 'replies',
      side: 'replier',
      by: 'partner',
      'f.centre': 'GBA-DON',
      'f.localDay': '2026-11-26',
      from: '2026-11',
      to: '2026-11',
      show: 'inquiries',
      root: '/dashboard?view=today&centre=GBA-DON',
    }))

  it('of an hour, and what was late apart from what was due', () => {
    const due = asked(dayAddress({ measure: 'on-time-reply', side: 'requester', part: 'whole', hour: 9 }, day))
    const late = asked(dayAddress({ measure: 'on-time-reply', side: 'requester', part: 'rest', hour: 9 }, day))
    expect(due).toMatchObject({ 'f.hour': '9', part: 'whole', side: 'requester' })
    expect(late).toEqual({ ...due, part: 'rest' })
    expect(asked(dayAddress({ measure: 'requests', side: 'replier', hour: 0 }, day))).toMatchObject({ 'f.hour': '0' })
  })

  it('is a question that the page of what is behind a figure understands', () => {
    const address = at(dayAddress({ measure: 'on-time-reply', side: 'replier', part: 'rest', hour: 9 }, day))
    expect(wayOf(address)?.query).toMatchObject({
      measures: ['on-time-reply'],
      filters: [
        { dimension: 'centre', values: ['GBA-DON'] },
        { dimension: 'localDay', values: ['2026-11-26'] },
        { dimension: 'hour', values: ['9'] },
      ],
    })
    expect(rootOf(address)).toBe('/dashboard?view=today&centre=GBA-DON')
  })

  const tokyo = (told: string) => {
    const address = at(dayAddress({ measure: 'replies', side: 'replier' }, { centre: 'JPA-TYO', day: '2026-12-01', now: new Date(told) }))
    return [address.get('f.localDay'), address.get('from'), address.get('to')]
  }
  it('in the month beside too, at its edges: the first of December in Tokyo begins on the last of November in UTC', () =>
    expect(tokyo('2026-12-05T10:00:00Z')).toEqual(['2026-12-01', '2026-11', '2026-12']))
  it('never in a month that has not begun', () => expect(tokyo('2026-11-30T23:00:00Z')).toEqual(['2026-12-01', '2026-11', '2026-11']))
})

it('a name stands in short lines under its bar, and is cut where it has no room', () => {
  expect(inLines('Samoa Post', 10)).toBe('Samoa Post')
  expect(inLines('Correos de Costa Rica', 10)).toBe('Correos de\nCosta Rica')
  expect(inLines('Uzbekistan Pochtasi', 8)).toBe('Uzbekis…\nPochtasi')
  expect(inLines('Bahamas Postal Service Company', 8)).toBe('Bahamas\nPostal\nService…')
})
