import { describe, expect, it } from 'vitest'
import type { ReportCard } from '../api/types'
import { courseOf, floorOf, labelAt, monthsInOperation } from './course'

const report = (month: string) => ({ month }) as ReportCard

describe('the course of a year', () => {
  it('is thirteen months, the one it is about last, with gaps where nobody reported', () => {
    const course = courseOf([report('2026-02'), report('2026-01'), report('2025-03'), report('2025-01')], '2026-02')
    expect(course).toHaveLength(13)
    expect(course[0]).toEqual({ month: '2025-02', report: undefined })
    expect(course[1]?.report?.month).toBe('2025-03')
    expect(course.at(-1)?.report?.month).toBe('2026-02')
    expect(course.filter((one) => one.report)).toHaveLength(3)
  })

  it('counts the months of the last twelve in which people did something', () => {
    const idle = { opened: 0, replies: 0, requests: 0, automatic: { part: 0 } }
    const month = (at: string, asReplier: object, asRequester: object = {}) =>
      ({ month: at, summary: { asReplier: { ...idle, ...asReplier }, asRequester: { ...idle, ...asRequester } } }) as ReportCard
    const course = courseOf(
      [
        month('2025-02', { replies: 9 }), // thirteen months back
        month('2025-03', { replies: 1 }),
        month('2025-04', { replies: 2, automatic: { part: 2 } }), // the system alone
        month('2025-05', { requests: 7 }), // nobody looked at what came in
        month('2025-06', {}, { requests: 1 }),
        month('2025-07', {}, { opened: 1 }),
        month('2025-08', { opened: 1 }),
        month('2026-02', { replies: 2, automatic: { part: 1 } }),
      ],
      '2026-02',
    )
    expect(monthsInOperation(course)).toBe(5)
  })

  it('begins its axis at a round figure below everything it shows', () => {
    expect(floorOf([98.4, 97], 98)).toBe(90)
    expect(floorOf([100], 98)).toBe(90)
    expect(floorOf([71.2, 99], 98)).toBe(70)
    expect(floorOf([0], 98)).toBe(0)
    expect(floorOf([], 98)).toBe(90)
  })

  it('lifts a label that the line of the target would run through', () => {
    expect(labelAt(60, 50)).toBe(46)
    expect(labelAt(60, 56)).toBe(52)
    expect(labelAt(60, 70)).toBe(55) // above the target
    expect(labelAt(60, 30)).toBe(55) // far below it
  })
})
