import { expect, it } from 'vitest'
import type { Metric } from '../api/types'
import { axisOf, chartOf, chartsFor } from './insightCharts'
import { reportFigure, subjectOf } from './insightReports'

const METRICS = [
  { code: 'requests', unit: 'count' },
  { code: 'on-time-reply', unit: '%' },
] as Metric[]
const ask = (dimensions: string[], measures = ['requests']) => ({ measures, sides: ['replier'], dimensions })

it.each([
  [[], ['bars', 'table']],
  [['side'], ['bars', 'table']],
  [['partner'], ['bars', 'table']],
  [['month'], ['line', 'bars', 'table']],
  [
    ['side', 'month'],
    ['line', 'bars', 'table'],
  ],
  [
    ['partner', 'month'],
    ['line', 'heat', 'table'],
  ],
  [
    ['weekday', 'hour'],
    ['heat', 'table'],
  ],
  [
    ['centre', 'product'],
    ['heat', 'stacked', 'table'],
  ],
  [['centre', 'product', 'level'], ['table']],
  [['partner', 'inquiry'], ['table']],
])('only charts that show %j well are offered', (dimensions, charts) => expect(chartsFor(ask(dimensions), METRICS)).toEqual(charts))

it('shares are not stacked', () => expect(chartsFor(ask(['centre', 'product'], ['on-time-reply']), METRICS)).toEqual(['heat', 'table']))

it('a chart that shows nothing is replaced by the best', () => {
  expect(chartOf('line', ask(['partner']), METRICS)).toBe('bars')
  expect(chartOf('table', ask(['partner']), METRICS)).toBe('table')
})

it('the axis of a share holds all values and the target, every other begins at nothing', () => {
  expect(axisOf([93.4, 99.1], { unit: '%', target: 98 })).toEqual({ from: 90, to: 100 })
  expect(axisOf([1.2, 6.2], { unit: '%', target: null })).toEqual({ from: 0, to: 10 })
  expect(axisOf([60, 240], { unit: 'working minutes', target: 180 }).from).toBe(0)
  expect(axisOf([60, 100], { unit: 'working minutes', target: 180 }).to).toBeGreaterThan(180)
})

it('the address of a report says what it is about, and nothing else', () => {
  expect(subjectOf(new URLSearchParams('month=2026-09&centre=GBA-DON&compare=lastYear'), '2026-10')).toEqual({
    month: '2026-09',
    centre: 'GBA-DON',
    compare: 'lastYear',
  })
  expect(subjectOf(new URLSearchParams("month=2026-00&partner=' or 1=1&compare=all"), '2026-10')).toEqual({ month: '2026-10' })
})

it('a figure of a monthly report is a question of its month, by the lines of the report', () => {
  expect(reportFigure({ operator: 'GBA', month: '2026-10' }, 'requests', 'replier', false)).toMatchObject({
    measures: ['requests'],
    sides: ['replier'],
    dimensions: ['centre'],
    filters: [],
    from: '2026-10',
    to: '2026-10',
  })
  expect(reportFigure({ operator: 'GBA', month: '2026-10' }, 'requests', 'replier', true).filters).toEqual([
    { dimension: 'operator', values: ['GBA'] },
  ])
  expect(reportFigure({ operator: 'NETWORK', month: '2026-10' }, 'requests', 'requester', true)).toMatchObject({
    dimensions: ['operator'],
    filters: [],
  })
})
