import type { QueryDefinition } from '../api/types'

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
