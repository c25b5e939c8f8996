import type { QueryDefinition } from '../api/types'
import { addressOf, byAgent, byDay, DAYS, MOST, ofEveryone, queryOfAddress, type Side } from './insightQuery'
import { monthAfter, monthsBetween } from './months'

/** A row, or several of them: the values of its dimensions, undefined for one in which they differ. */
export interface Place {
  keys: readonly (string | undefined)[]
}

/** A step down: the place that was chosen, and what its figures are broken down by next. */
export interface Step extends Place {
  by: readonly string[]
}

/** What of the inquiries that made a figure is shown: all that were counted, those that count for it, or what is missing to it. */
export type Part = 'whole' | 'part' | 'rest'

/** Where somebody has come to from a figure. */
export interface Way {
  query: QueryDefinition
  steps: readonly Step[]
}

const ANY = '*'
const escaped = (text: string) => text.replace(/[\\~!,*]/g, '\\$&')
const joined = (values: Place['keys'], mark: string) => values.map((one) => (one === undefined ? ANY : escaped(one))).join(mark)

/** Splits at marks that are not escaped. */
function parts(text: string, mark: string): string[] {
  const out = ['']
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (sign === '\\') out.push(`${out.pop()}${sign}${text[++at] ?? ''}`)
    else if (sign === mark) out.push('')
    else out.push(`${out.pop()}${sign}`)
  }
  return out
}
const plain = (text: string) => text.replace(/\\(.)/g, '$1')

/** The way in the address. */
export function addressOfWay({ query, steps }: Way): URLSearchParams {
  const { from, to, ...rest } = query
  const address = addressOf({ ...rest, period: { from, to } })
  for (const { keys, by } of steps) address.append('step', `${joined(keys, '~')}!${joined(by, ',')}`)
  return address
}

const EMPTY = { measures: [], sides: [], dimensions: [], filters: [], period: { from: '', to: '' } }

/** The way of an address; undefined when it names no figure. */
export function wayOf(address: URLSearchParams): Way | undefined {
  const { period, ...rest } = queryOfAddress(address, EMPTY)
  if (!('from' in period) || period.from === '' || rest.measures.length === 0 || rest.sides.length === 0) return undefined
  const steps = address.getAll('step').map((text): Step => {
    const [keys = '', by = ''] = parts(text, '!')
    return { keys: parts(keys, '~').map((one) => (one === ANY ? undefined : plain(one))), by: by === '' ? [] : parts(by, ',').map(plain) }
  })
  return { query: { ...rest, ...period }, steps }
}

/** The question behind a row: what its keys say becomes a filter, a side or a month. */
export function narrowed(query: QueryDefinition, keys: Place['keys'], by: readonly string[]): QueryDefinition {
  const dimensions = query.dimensions ?? []
  const { whose: _whose, ...own } = query
  const everyone = ofEveryone(query)
  let out: QueryDefinition = { ...(everyone && keys[dimensions.indexOf('operator')] !== undefined ? own : query), dimensions: [...by] }
  dimensions.forEach((dimension, at) => {
    const value = keys[at]
    if (value === undefined) return
    if (dimension === 'operator' && everyone) return // it is one's own
    if (dimension === 'side') out = { ...out, sides: [value as Side] }
    else if (dimension === 'month') out = { ...out, from: value, to: value }
    else out = { ...out, filters: [...(out.filters ?? []).filter((one) => one.dimension !== dimension), { dimension, values: [value] }] }
  })
  const overlaps = out.compare === 'lastYear' && byDay(out) && monthsBetween(out.from, out.to) >= 12
  if (overlaps || by.some((one) => one === 'month' || one === 'agent')) {
    const { compare: _compare, ...alone } = out
    return alone
  }
  return out
}

/** The question at the end of the way, or after so many of its steps. */
export function queryAt({ query, steps }: Way, count = steps.length): QueryDefinition {
  return steps.slice(0, count).reduce((now, { keys, by }) => narrowed(now, keys, by), query)
}

/** What figures of a question can still be broken down by: not by what is fixed already. */
export function furtherOf(query: QueryDefinition, offered: readonly string[]): string[] {
  const fixed = new Set((query.filters ?? []).filter((one) => one.values.length === 1).map((one) => one.dimension))
  const full = (query.filters ?? []).length >= MOST.filters
  const onADay = DAYS.some((one) => fixed.has(one))
  return offered.filter(
    (one) =>
      !fixed.has(one) &&
      !full &&
      !(one === 'month' && (query.from === query.to || fixed.has('week') || onADay)) &&
      !(DAYS.includes(one) && onADay) &&
      !(one === 'week' && onADay) &&
      !(one === 'side' && query.sides.length < 2),
  )
}

/** Whether there is something behind a row for people of a post: nothing behind agents, nor behind other posts' sums. */
export function leads(query: QueryDefinition, keys: Place['keys'], operator: string): boolean {
  if (byAgent(query)) return false
  return !ofEveryone(query) || keys[query.dimensions?.indexOf('operator') ?? -1] === operator
}

/** Which part of a figure is looked at first: of a share that should be high, what is missing; else what counts for it. */
export function firstPart(metric: { unit: string; better: string } | undefined): Part {
  return metric?.unit === '%' && metric.better === 'higher' ? 'rest' : 'part'
}

/** What one inquiry adds to a figure. */
export interface Share {
  inquiryId: string
  value: number
  at: string
}

/** What somebody looks at next is what separates best and is not fixed yet; single inquiries have a list of their own. */
export function nextBy(query: QueryDefinition, offered: readonly string[]): string[] {
  const further = furtherOf(query, offered).filter((one) => one !== 'inquiry' && one !== 'agent')
  return (further.includes('side') ? ['side'] : further).slice(0, 1)
}

/**
 * The way to what figures at the end of a way are compared with: the same places, so many months earlier. Undefined where nothing is compared, and
 * where a place is a time of its own, which lies elsewhere then.
 */
export function earlier({ query, steps }: Way): Way | undefined {
  const { compare, ...alone } = query
  const parts = [...(query.dimensions ?? []), ...(query.filters ?? []).map((one) => one.dimension), ...steps.flatMap(({ by }) => by)]
  if (!compare || parts.some((one) => one === 'month' || one === 'week' || DAYS.includes(one))) return undefined
  const back = compare === 'lastYear' ? 12 : monthsBetween(query.from, query.to)
  return { query: { ...alone, from: monthAfter(query.from, -back), to: monthAfter(query.to, -back) }, steps }
}

/** Where a row leads to from the end of a way. The root is the page that the way began on. */
export function lookAddress(way: Way, keys: Place['keys'], offered: readonly string[], root: string): string {
  const by = nextBy(narrowed(queryAt(way), keys, []), offered)
  const address = addressOfWay({ query: way.query, steps: [...way.steps, { keys, by }] })
  if (root) address.set('root', root)
  return `/insights/explore?${address}`
}

/** Only pages that figures stand on: an address may come from anywhere. */
export function rootOf(address: URLSearchParams): string {
  const root = address.get('root') ?? ''
  return /^\/(insights|reports|dashboard)(\/[\w-]+)*(\?.*)?$/.test(root) ? root : '/insights'
}
