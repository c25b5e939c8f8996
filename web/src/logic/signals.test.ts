import { describe, expect, it } from 'vitest'
import { rootOf, wayOf } from './insightWay'
import { figuresAddress, fresh, scaleOf, stretches, subjectKey, valueText, type Week } from './signals'

const week = (value: number | null, low: number | null = null, high: number | null = null): Week => ({
  week: '2026-11-02',
  value,
  low,
  high,
  outside: false,
})

it('values are read in their unit', () => {
  expect(valueText('percent', 61.5, 'en')).toBe('61.5%')
  expect(valueText('minutes', 543, 'en')).toBe('9 h 3 min')
  expect(valueText('count', 45.5, 'de')).toBe('45,5')
})

describe('the scale of a chart', () => {
  it('holds everything and begins with nothing', () => {
    const { floor, top, lines } = scaleOf('minutes', [week(360, 250, 519), week(900), week(null)], 180)
    expect(floor).toBe(0)
    expect(top).toBeGreaterThanOrEqual(900)
    expect(lines.every((one) => one % 60 === 0)).toBe(true)
  })
  it('of high shares begins below them and ends with 100 %', () => {
    const { floor, top } = scaleOf('percent', [week(92, 85, 99), week(88)], 98)
    expect(floor).toBeGreaterThan(50)
    expect(floor).toBeLessThanOrEqual(80)
    expect(top).toBe(100)
  })
  it('stands also where everything is nothing', () => {
    expect(scaleOf('count', [week(0, 0, 5)], null)).toEqual({ floor: 0, top: 6, lines: [0, 2, 4, 6] })
    expect(scaleOf('percent', [week(0)], null).top).toBeGreaterThan(0)
  })
  it('has three to seven lines', () => {
    for (const unit of ['percent', 'minutes', 'count'])
      for (const most of [1, 3, 7, 12, 45, 99, 250, 1234])
        if (unit !== 'percent' || most <= 100) {
          const { lines, top } = scaleOf(unit, [week(most, most / 3, most)], null)
          expect(lines.length, `${unit} ${most}`).toBeGreaterThan(1)
          expect(lines.length, `${unit} ${most}`).toBeLessThan(8)
          expect(top).toBeGreaterThanOrEqual(most)
        }
  })
})

it('ranges are drawn where there are some', () => {
  expect(stretches([week(1), week(1, 0, 2), week(1, 0, 2), week(null), week(1, 0, 2)])).toEqual([
    [1, 2],
    [4, 4],
  ])
})

it('new is what nobody knows of and what stands by itself', () => {
  expect(
    fresh([
      { seen: null, within: '' },
      { seen: {}, within: '' },
      { seen: null, within: 'a' },
    ]),
  ).toBe(1)
})

describe('the figures behind a signal', () => {
  const weekly = ['2026-09-28', '2026-10-05', '2026-10-26'].map((one) => ({ week: one }))
  const slower = {
    id: 'abc',
    metric: 'time-to-reply',
    side: 'requester',
    subject: { operator: 'GBA', about: 'link', name: 'DEA' },
    weekly,
  }
  const asked = (address: string) => wayOf(new URLSearchParams(address.split('?')[1]))?.query
  const weeks = { dimension: 'week', values: ['2026-09-28', '2026-10-05', '2026-10-26'] }

  it('are those of its side: what a partner takes is not what one takes oneself', () =>
    expect(asked(figuresAddress(slower, false))).toEqual({
      measures: ['time-to-reply'],
      sides: ['requester'],
      dimensions: ['week'],
      filters: [{ dimension: 'partner', values: ['DEA'] }, weeks],
      from: '2026-09',
      to: '2026-11',
    }))
  it('lead back to it', () =>
    expect(rootOf(new URLSearchParams(figuresAddress(slower, false).split('?')[1]))).toBe('/insights/signals/abc'))
  it('of a part are held to it too', () =>
    expect(asked(figuresAddress(slower, false, { by: 'product', name: 'EMS' }))?.filters).toEqual([
      { dimension: 'partner', values: ['DEA'] },
      { dimension: 'product', values: ['EMS'] },
      weeks,
    ]))
  it('of a step stand beside the whole', () => {
    const query = asked(figuresAddress(slower, false, { by: 'step', name: 'opening' }))
    expect(query?.measures).toEqual(['time-to-reply', 'time-to-answer'])
    expect(query?.filters).toHaveLength(2)
  })
  it('of the network are of one post', () =>
    expect(
      asked(figuresAddress({ ...slower, metric: 'requests', subject: { operator: 'DEA', about: 'operator', name: '' } }, true))?.filters,
    ).toEqual([{ dimension: 'operator', values: ['DEA'] }, weeks]))
  it('are of no more weeks than can be asked for', () => {
    const long = Array.from({ length: 60 }, (_, at) => ({ week: new Date(Date.UTC(2025, 9, 6 + 7 * at)).toISOString().slice(0, 10) }))
    const query = asked(figuresAddress({ ...slower, weekly: long }, false))
    expect(query?.filters?.at(-1)?.values).toHaveLength(50)
    expect(query?.filters?.at(-1)?.values.at(-1)).toBe(long.at(-1)?.week)
  })
})

it('subjects are named in lists', () => {
  expect(subjectKey({ operator: 'GBA', about: 'link', name: 'DEA' })).toBe('link:DEA')
  expect(subjectKey({ operator: 'GBA', about: 'operator', name: '' })).toBe('operator')
})
