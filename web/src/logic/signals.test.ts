import { describe, expect, it } from 'vitest'
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

it('subjects lead to their figures', () => {
  const link = { operator: 'GBA', about: 'link', name: 'DEA' }
  expect(subjectKey(link)).toBe('link:DEA')
  expect(subjectKey({ operator: 'GBA', about: 'operator', name: '' })).toBe('operator')
  expect(figuresAddress('time-to-reply', link, '2026-11-09', false)).toBe('/insights/response-times?month=2026-11&partner=DEA')
  expect(figuresAddress('requests', { operator: 'DEA', about: 'operator', name: '' }, '2026-11-09', true)).toBe(
    '/insights/requests?month=2026-11&operator=DEA',
  )
})
