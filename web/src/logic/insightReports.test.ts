import { describe, expect, it } from 'vitest'
import type { Report } from '../api/types'
import { insights } from '../i18n/insights'
import { reportAddress, reportFigure, reportOfAddress, saidBy, subjectOf, unsentReason } from './insightReports'
import { rootOf } from './insightWay'

it('says why a letter was not sent, in words that there are', () => {
  for (const reason of Object.keys(insights.insights.saved.unsent)) expect(unsentReason({ state: 'failed', reason })).toBe(reason)
  expect(unsentReason({ state: 'failed', reason: 'odd' })).toBeUndefined()
  expect(unsentReason({ state: 'sent' })).toBeUndefined()
  expect(unsentReason(null)).toBeUndefined()
})

it('reads what a report is about from its address, and nothing else', () => {
  const said = (address: string) => subjectOf(new URLSearchParams(address), '2026-10')
  expect(said('month=2026-09&centre=GBA-DON&partner=DEA&compare=before')).toEqual({
    month: '2026-09',
    centre: 'GBA-DON',
    partner: 'DEA',
    compare: 'before',
  })
  expect(said('whose=everyone&product=EMS')).toEqual({ month: '2026-10', product: 'EMS', whose: 'everyone' })
  expect(said('month=2026-13&whose=theirs&compare=ever&centre=<b>')).toEqual({ month: '2026-10' })
})

describe('what is behind a figure of a monthly report', () => {
  const side = (part: number, whole: number) => ({
    onTime: { part, whole, percent: whole ? (100 * part) / whole : null },
    timeToReply: { totalMinutes: 600, count: 4, averageMinutes: 150 },
    requests: whole,
  })
  const line = (part: number, whole: number) => ({ asReplier: side(part, whole), asRequester: side(0, 0) })
  const report = {
    operator: 'GBA',
    summary: line(39, 40),
    rows: [
      { operator: 'GBA', centre: 'GBA-DON', ...line(30, 30) },
      { operator: 'GBA', centre: '', ...line(9, 10) },
    ],
  } as unknown as Report
  const way = (metric: string, row?: string, as: 'replier' | 'requester' = 'replier') => {
    const query = reportFigure({ operator: 'GBA', month: '2026-10' }, metric, as, false)
    return row === undefined
      ? { query: { ...query, dimensions: [] }, steps: [{ keys: [], by: ['partner'] }] }
      : { query, steps: [{ keys: [row], by: ['partner'] }] }
  }

  it('leads back to the edition that was read', () => {
    const address = reportAddress({ id: 'monthly-2026-10-GBA', edition: 'final-v1' })
    expect(rootOf(new URLSearchParams({ root: address }))).toBe(address)
    expect(reportOfAddress(address)).toEqual({ id: 'monthly-2026-10-GBA', edition: 'final-v1' })
    for (const other of ['/reports', '/reports/runs', '/insights/on-time?month=2026-10', '/reports/monthly-2026-10-GBA/x'])
      expect(reportOfAddress(other)).toBeUndefined()
  })
  it('stands beside what the report says: of all, of a call centre, of none', () => {
    expect(saidBy(report, way('on-time-reply'))).toEqual({ part: 39, whole: 40, value: 97.5 })
    expect(saidBy(report, way('on-time-reply', 'GBA-DON'))).toEqual({ part: 30, whole: 30, value: 100 })
    expect(saidBy(report, way('on-time-reply', ''))).toEqual({ part: 9, whole: 10, value: 90 })
    expect(saidBy(report, way('time-to-reply'))).toEqual({ part: 600, whole: 4, value: 150 })
    expect(saidBy(report, way('requests'))).toEqual({ part: 40, whole: null, value: 40 })
    expect(saidBy(report, way('on-time-reply', undefined, 'requester'))).toEqual({ part: 0, whole: 0, value: null })
  })
  it('stands beside every metric that the report has', () => {
    const metrics = { 'repeat-rate': { part: 2, whole: 40, value: 5 }, 'on-time-reply': { part: 38, whole: 40, value: 95 } }
    const whole = { ...report, summary: { ...line(39, 40), asReplier: { ...side(39, 40), metrics } } } as unknown as Report
    expect(saidBy(whole, way('repeat-rate'))).toEqual(metrics['repeat-rate'])
    expect(saidBy(whole, way('on-time-reply'))).toEqual(metrics['on-time-reply'])
    expect(saidBy(whole, way('requests'))).toEqual({ part: 40, whole: null, value: 40 })
    expect(saidBy(whole, way('repeat-rate', 'GBA-DON'))).toBeUndefined()
  })
  it('stands beside nothing where the report has no such figure', () => {
    expect(saidBy(report, way('repeat-rate'))).toBeUndefined()
    expect(saidBy(report, way('on-time-reply', 'GBA-LON'))).toBeUndefined()
    const { query, steps } = way('on-time-reply')
    expect(saidBy(report, { query, steps: [...steps, { keys: ['DEA'], by: ['product'] }] })).toBeUndefined()
  })
})
