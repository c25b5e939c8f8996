import type { Metric, QueryDefinition, ReportQuery } from '../api/types'
import { monthAfter, monthsBetween } from './months'

/** What figures are broken down and filtered by, in the order in which it is offered. */
export const DIMENSIONS = [
  'partner',
  'centre',
  'operator',
  'partnerCentre',
  'product',
  'workflow',
  'level',
  'replyCode',
  'replyClass',
  'actor',
  'urgent',
  'month',
  'week',
  'day',
  'localDay',
  'weekday',
  'hour',
  'agent',
  'side',
  'inquiry',
] as const
export type Dimension = (typeof DIMENSIONS)[number]
export const isDimension = (name: string): name is Dimension => (DIMENSIONS as readonly string[]).includes(name)

export const SIDES = ['replier', 'requester'] as const
export type Side = (typeof SIDES)[number]

export type Compare = '' | 'before' | 'lastYear'
export type Period = ReportQuery['period']
export type Filter = NonNullable<QueryDefinition['filters']>[number]

/** At most so many of each: as the API says. */
export const MOST = { measures: 12, dimensions: 4, filters: 10, values: 50, months: 60 } as const

/** Who asks: for the network's administration; or for a post, with its agents by pseudonym, with other posts' sums. */
export interface Asker {
  network: boolean
  agents: boolean
  shared: boolean
}

/** What somebody may break down by: single inquiries are their participants' business, a partner's call centres its own. */
export function dimensionsOf({ network, agents }: Asker): Dimension[] {
  return DIMENSIONS.filter((one) => {
    if (one === 'agent') return agents
    return network ? one !== 'inquiry' : one !== 'partnerCentre' && one !== 'operator'
  })
}
/** What the API filters by. */
export const filters = (dimension: Dimension) => dimension !== 'side' && dimension !== 'month' && dimension !== 'agent'
/** Dimensions with an order of their own, which charts keep. */
export const ORDERED: readonly string[] = ['month', 'week', 'day', 'localDay', 'weekday', 'hour', 'level']
/** A day, in UTC or on the clock of the call centre. */
export const DAYS: readonly string[] = ['day', 'localDay']
/** Whether a question is by day or week: then it is compared day by day, with the same weekdays. */
export const byDay = ({ dimensions = [], filters = [] }: Pick<QueryDefinition, 'dimensions' | 'filters'>) =>
  [...dimensions, ...filters.map((one) => one.dimension)].some((one) => one === 'week' || DAYS.includes(one))

/** What would follow a person through their days or into an inquiry does not go with agents. */
const NOT_WITH_AGENT: readonly string[] = ['week', 'day', 'localDay', 'inquiry', 'partnerCentre']
/** What other posts' sums are told apart by. */
const OF_EVERYONE: readonly string[] = ['side', 'operator', 'product', 'workflow', 'level', 'month']

/** What items are known by: figures of them go with nothing else. */
const OF_ITEMS: readonly string[] = ['side', 'operator', 'partner', 'product', 'month']

export const byAgent = (query: Pick<ReportQuery, 'dimensions'>) => query.dimensions?.includes('agent') ?? false
export const ofEveryone = (query: Pick<ReportQuery, 'whose'>) => query.whose === 'everyone'

/** Whether a question has a figure that is counted of items. */
export const ofItems = ({ measures }: Pick<ReportQuery, 'measures'>, metrics: readonly Metric[]) =>
  metrics.some((one) => one.ofItems && measures.includes(one.code))

/** Whether a question goes with a dimension, as group or as filter. */
export function goesWith(
  query: Pick<ReportQuery, 'measures' | 'dimensions' | 'compare' | 'whose'>,
  dimension: string,
  metrics: readonly Metric[],
): boolean {
  if (ofEveryone(query) && !OF_EVERYONE.includes(dimension)) return false
  if (ofItems(query, metrics) && !OF_ITEMS.includes(dimension)) return false
  return !byAgent(query) || !NOT_WITH_AGENT.includes(dimension)
}

/** The measures of a question that are not counted by agent: of an answer that nobody gave there is nobody. */
export function notByAgent({ measures }: Pick<ReportQuery, 'measures'>, metrics: readonly Metric[]): string[] {
  return measures.filter((code) => !metrics.find((one) => one.code === code)?.byAgent)
}

/** Whether a question can be asked by agent as it is. */
export function mayByAgent(query: Pick<ReportQuery, 'measures' | 'dimensions' | 'filters' | 'whose'>, metrics: readonly Metric[]): boolean {
  const parts = [...(query.dimensions ?? []), ...(query.filters ?? []).map((one) => one.dimension)]
  return !ofEveryone(query) && notByAgent(query, metrics).length === 0 && !parts.some((one) => NOT_WITH_AGENT.includes(one))
}

/** The question of all posts, each by its sums; or again of one's own alone. */
export function withEveryone(query: ReportQuery, everyone: boolean): ReportQuery {
  const { whose: _whose, ...own } = query
  const kept = (dimension: string) => dimension !== 'operator' && (!everyone || OF_EVERYONE.includes(dimension))
  const groups = groupsOf(query).filter(kept)
  const sides = query.dimensions?.includes('side') ? ['side'] : []
  const rest = { ...own, filters: query.filters?.filter((one) => kept(one.dimension)) }
  return everyone
    ? { ...rest, whose: 'everyone', dimensions: [...sides, 'operator', ...groups].slice(0, MOST.dimensions) }
    : { ...rest, dimensions: [...sides, ...groups] }
}

/** Which months a period is in a month, "2026-11": the last n with the running one, or up to the one before it. */
export function monthsOf(period: Period, now: string): { from: string; to: string } {
  if (!('last' in period)) return period
  const to = period.running ? now : monthAfter(now, -1)
  return { from: monthAfter(to, 1 - period.last), to }
}

/** The question that a report asks in a month. */
export function queryIn({ period, ...rest }: ReportQuery, now: string): QueryDefinition {
  return { ...rest, ...monthsOf(period, now) }
}

/** A question as a report that asks for the same months. */
export function reportOf({ from, to, ...rest }: QueryDefinition): ReportQuery {
  return { ...rest, period: { from, to } }
}

/** What of a question would be refused, or could not be shown: the key of its sentence. */
export type Fault =
  | 'measures'
  | 'sides'
  | 'order'
  | 'months'
  | 'future'
  | 'compared'
  | 'lastYear'
  | 'lastYearByDay'
  | 'values'
  | 'agents'
  | 'years'
  | 'everyone'
  | 'items'

/** The first thing that is wrong with somebody's question in a month; undefined when it can be asked. */
export function faultOf(query: QueryDefinition, now: string, asker: Asker, metrics: readonly Metric[]): Fault | undefined {
  const count = monthsBetween(query.from, query.to)
  const compared = query.compare === 'before' || query.compare === 'lastYear'
  if (query.measures.length === 0) return 'measures'
  if (query.sides.length === 0) return 'sides'
  if (query.from > query.to) return 'order'
  if (count > MOST.months) return 'months'
  if (query.to > now) return 'future'
  if (compared && query.dimensions?.includes('month')) return 'compared'
  if (query.compare === 'lastYear' && count > 12) return 'lastYear'
  if (query.compare === 'lastYear' && count === 12 && byDay(query)) return 'lastYearByDay'
  if (query.filters?.some((one) => one.values.length === 0)) return 'values'
  if (byAgent(query) && !asker.agents) return 'agents'
  if (byAgent(query) && firstMonth(query).slice(0, 4) !== query.to.slice(0, 4)) return 'years'
  if (ofEveryone(query) && !asker.network && !asker.shared) return 'everyone'
  const parts = [...(query.dimensions ?? []), ...(query.filters ?? []).map((one) => one.dimension)]
  if (ofItems(query, metrics) && ((ofEveryone(query) && !asker.network) || parts.some((one) => !OF_ITEMS.includes(one)))) return 'items'
  return undefined
}

/** The first month that a question reads, those it is compared with included. */
function firstMonth({ from, to, compare }: Pick<QueryDefinition, 'from' | 'to' | 'compare'>): string {
  if (compare === 'lastYear') return monthAfter(from, -12)
  return compare === 'before' ? monthAfter(from, -monthsBetween(from, to)) : from
}

/** Lists in addresses; a comma in a value is escaped. */
const listed = (values: readonly string[]) => values.map((one) => one.replace(/[\\,]/g, '\\$&')).join(',')
const unlisted = (text: string) => (text.match(/(?:\\.|[^\\,])+|(?<=^|,)(?=,|$)/g) ?? []).map((one) => one.replace(/\\(.)/g, '$1'))

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** A question in the address of a page. */
export function addressOf(query: ReportQuery): URLSearchParams {
  const address = new URLSearchParams({ m: listed(query.measures), side: listed(query.sides) })
  if (query.dimensions?.length) address.set('by', listed(query.dimensions))
  for (const { dimension, values } of query.filters ?? []) address.append(`f.${dimension}`, listed(values))
  const { period } = query
  if ('last' in period) address.set('last', `${period.last}${period.running ? '+' : ''}`)
  else {
    address.set('from', period.from)
    address.set('to', period.to)
  }
  if (query.compare) address.set('compare', query.compare)
  if (ofEveryone(query)) address.set('whose', 'everyone')
  return address
}

/** The question of an address, as far as it is one; what is not said is that of the default. */
export function queryOfAddress(address: URLSearchParams, fallback: ReportQuery): ReportQuery {
  const list = (name: string) => {
    const text = address.get(name)
    return text === null ? undefined : unlisted(text)
  }
  const last = /^([1-9]|[1-5]\d|60)(\+?)$/.exec((address.get('last') ?? '').replace(' ', '+'))
  const [from = '', to = ''] = [address.get('from') ?? '', address.get('to') ?? '']
  const period: Period = last
    ? { last: Number(last[1]), running: last[2] === '+' }
    : MONTH.test(from) && MONTH.test(to)
      ? { from, to }
      : fallback.period
  const said = [...address.keys()].flatMap((key) => {
    const dimension = key.startsWith('f.') ? key.slice(2) : ''
    return isDimension(dimension) ? [{ dimension, values: list(key) ?? [] }] : []
  })
  const compare = address.get('compare')
  const own = address.has('m')
  const whose = own ? address.get('whose') : fallback.whose
  return {
    measures: list('m') ?? fallback.measures,
    sides: list('side')?.filter((one) => (SIDES as readonly string[]).includes(one)) ?? fallback.sides,
    dimensions: list('by')?.filter(isDimension) ?? (own ? [] : fallback.dimensions),
    filters: said.length > 0 || own ? said : fallback.filters,
    period,
    ...(compare === 'before' || compare === 'lastYear' ? { compare } : own ? {} : { compare: fallback.compare }),
    ...(whose === 'everyone' ? { whose } : {}),
  }
}

/** When the next day begins in UTC: the budgets of queries are full again. */
export function nextMidnight(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)).toISOString()
}

/** Whose figures: one side's, or both beside each other. */
export type Whose = Side | 'both'

export function whoseOf({ sides }: Pick<ReportQuery, 'sides'>): Whose {
  return sides.length === 1 && sides[0] === 'requester' ? 'requester' : sides.length === 1 ? 'replier' : 'both'
}

/** Both sides are told apart, never added up: what one asks and what one answers are not the same thing. */
export function withWhose(query: ReportQuery, whose: Whose): ReportQuery {
  const groups = groupsOf(query)
  return whose === 'both'
    ? { ...query, sides: [...SIDES], dimensions: ['side', ...groups] }
    : { ...query, sides: [whose], dimensions: groups }
}

/** What figures are broken down by, beside their sides. */
export const groupsOf = (query: Pick<ReportQuery, 'dimensions'>): string[] => (query.dimensions ?? []).filter((one) => one !== 'side')

/** Another dimension at a place; "" takes it and those behind it away. */
export function withGroup(query: ReportQuery, at: number, dimension: string): ReportQuery {
  const before = groupsOf(query)
  const groups = dimension === '' ? before.slice(0, at) : [...before.slice(0, at), dimension, ...before.slice(at + 1)]
  const own = [...new Set(groups)]
  return { ...query, dimensions: query.dimensions?.includes('side') ? ['side', ...own] : own }
}

/** Whether two reports ask the same, whatever order their parts were said in and what is left out because it is nothing. */
export function asksSame(a: ReportQuery, b: ReportQuery): boolean {
  return addressOf(a).toString() === addressOf(b).toString()
}
