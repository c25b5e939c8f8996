import type { QueryDefinition, QueryFigure, Report } from '../api/types'
import type { Way } from './insightWay'

/** The predefined reports in the order in which they are offered: first how it is, then why. */
export const INSIGHTS = [
  'on-time',
  'response-times',
  'resolution',
  'requests',
  'workload',
  'outstanding',
  'bottlenecks',
  'links',
  'data-quality',
] as const
export type InsightCode = (typeof INSIGHTS)[number]

/** What a predefined report is about. */
export interface Subject {
  month: string
  operator?: string
  centre?: string
  partner?: string
  product?: string
  compare?: 'before' | 'lastYear'
  /** All posts, each by its sums; without it one's own. */
  whose?: 'everyone'
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const CODE = /^[\w-]{1,40}$/

/** What the address of a report says that it is about; without a month, the one given. An address may come from anywhere. */
export function subjectOf(address: URLSearchParams, month: string): Subject {
  const code = (name: string) => {
    const value = address.get(name) ?? ''
    return CODE.test(value) ? { [name]: value } : {}
  }
  const said = address.get('month') ?? ''
  const compare = address.get('compare')
  return {
    month: MONTH.test(said) ? said : month,
    ...code('operator'),
    ...code('centre'),
    ...code('partner'),
    ...code('product'),
    ...(compare === 'before' || compare === 'lastYear' ? { compare } : {}),
    ...(address.get('whose') === 'everyone' ? { whose: 'everyone' as const } : {}),
  }
}

/** A figure of a monthly report as a question: of the month against the one before, by the lines of the report. */
export function reportFigure(
  { operator, month }: { operator: string; month: string },
  metric: string,
  side: 'replier' | 'requester',
  network: boolean,
): QueryDefinition {
  const whole = operator === 'NETWORK'
  return {
    measures: [metric],
    sides: [side],
    dimensions: [whole ? 'operator' : 'centre'],
    filters: network && !whole ? [{ dimension: 'operator', values: [operator] }] : [],
    from: month,
    to: month,
    compare: 'before',
  }
}

/** The edition of a monthly report, as the page that a way began on: one comes back to the figures that one left. */
export const reportAddress = ({ id, edition }: { id: string; edition: string }) => `/reports/${id}?edition=${edition}`

/** Of which monthly report a page is, and of which edition; undefined for any other page. */
export function reportOfAddress(address: string): { id: string; edition: string } | undefined {
  const [path = '', search = ''] = address.split('?')
  const id = /^\/reports\/(monthly-[\w-]+)$/.exec(path)?.[1]
  return id ? { id, edition: new URLSearchParams(search).get('edition') ?? '' } : undefined
}

type Side = Report['summary']['asReplier']
const share = ({ part, whole, percent }: Side['onTime']): QueryFigure => ({ part, whole, value: percent ?? null })
const mean = ({ totalMinutes, count, averageMinutes }: Side['timeToReply']): QueryFigure => ({
  part: totalMinutes,
  whole: count,
  value: averageMinutes ?? null,
})
const count = (part: number): QueryFigure => ({ part, whole: null, value: part })

/** The figures of a side of a monthly report by the codes of their metrics, for editions that were made before reports had every metric. */
const SAID: Record<string, (side: Side) => QueryFigure> = {
  'on-time-reply': (one) => share(one.onTime),
  'first-level-resolution': (one) => share(one.firstLevel),
  'time-to-reply': (one) => mean(one.timeToReply),
  'time-to-open': (one) => mean(one.timeToOpen),
  requests: (one) => count(one.requests),
  replies: (one) => count(one.replies),
}

/** What a monthly report itself says of the figure that a way began with; undefined further down the way, where reports have no figures. */
export function saidBy(report: Pick<Report, 'operator' | 'summary' | 'rows'>, { query, steps }: Way): QueryFigure | undefined {
  const [metric = '', side] = [query.measures[0], query.sides[0]]
  const key = steps[0]?.keys[0]
  const lines = report.rows as (Pick<Report, 'summary'>['summary'] & { operator: string; centre: string })[]
  const line = key === undefined ? report.summary : lines.find((one) => (report.operator === 'NETWORK' ? one.operator : one.centre) === key)
  if (steps.length > 1 || !line) return undefined
  const of = side === 'replier' ? line.asReplier : line.asRequester
  return (of.metrics?.[metric] as QueryFigure | undefined) ?? SAID[metric]?.(of)
}

const UNSENT = [
  'query-too-large',
  'query-budget-spent',
  'query-failed',
  'query-running',
  'query-invalid',
  'role-missing',
  'address-refused',
] as const

/** Why the last letter of a report was not sent, if that is known. */
export function unsentReason(run: { state: string; reason?: string } | null): (typeof UNSENT)[number] | undefined {
  return run?.state === 'failed' ? UNSENT.find((one) => one === run.reason) : undefined
}

/** The same way, at its end the inquiries that do not count for a share. */
export function withList(address: string, metric: string): string {
  return `${address}&${new URLSearchParams({ show: 'inquiries', of: metric, part: 'rest' })}`
}
