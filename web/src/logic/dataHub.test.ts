import { describe, expect, it } from 'vitest'
import type { HubLine } from '../api/types'
import { gradeOf, hubRows, monthsBefore, trendOf } from './dataHub'

const line = (partner: string, code: string, due: number, came: number): HubLine => ({
  partner,
  code,
  due,
  came,
  missing: due - came,
  late: 0,
  completeness: due ? (100 * came) / due : null,
  lateShare: null,
  medianHours: null,
  completenessBefore: null,
})

describe('the data hub', () => {
  it('has a row per partner, the least complete first', () => {
    const rows = hubRows([line('DEA', 'EMD', 10, 9), line('FRA', 'EMD', 10, 5), line('DEA', 'EMI', 10, 10), line('USA', 'EMD', 20, 19)])
    expect(rows.map((row) => [row.partner, row.completeness, row.due])).toEqual([
      ['FRA', 50, 10],
      ['DEA', 95, 20],
      ['USA', 95, 20],
    ])
    expect([...(rows[1]?.cells.keys() ?? [])]).toEqual(['EMD', 'EMI'])
  })

  it.each([
    [90, 80, 'better'],
    [80, 90, 'worse'],
    [80.2, 80, 'same'],
    [80, null, undefined],
    [null, 80, undefined],
  ])('%s after %s is %s', (completeness, completenessBefore, trend) => expect(trendOf({ completeness, completenessBefore })).toBe(trend))

  it.each([
    [100, 'good'],
    [95, 'good'],
    [94.9, 'fair'],
    [79.9, 'poor'],
  ])('%s %% is %s', (completeness, grade) => expect(gradeOf(completeness)).toBe(grade))

  it('offers months over the turn of the year', () => expect(monthsBefore('2027-01-31', 3)).toEqual(['2027-01', '2026-12', '2026-11']))
})
