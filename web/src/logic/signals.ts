import { formatMinutes } from './duration'
import { MOST, type Side } from './insightQuery'
import { addressOfWay, type Way } from './insightWay'
import { formatPercent } from './percent'

export type Unit = 'percent' | 'minutes' | 'count'

/** A value of a signal in its metric's unit, as a reader expects it: "61.5%", "9 h 3 min", "45". */
export function valueText(unit: string, value: number, language: string): string {
  if (unit === 'percent') return formatPercent(value, language)
  if (unit === 'minutes') return formatMinutes(value, language)
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value)
}

/** What of a week the chart needs; what could not be judged has no range, what was not counted no value. */
export interface Week {
  week: string
  value: number | null
  low: number | null
  high: number | null
  outside: boolean
}

/** Between which values a chart is drawn, and at which its lines are. */
export interface Scale {
  floor: number
  top: number
  lines: readonly number[]
}

const HOUR = 60

/** A scale with round lines that holds every value, range and target; percents end at 100. */
export function scaleOf(unit: string, weeks: readonly Week[], target: number | null): Scale {
  const all = [...weeks.flatMap(({ value, low, high }) => [value, low, high]), target].filter((one) => one !== null)
  const least = Math.min(...all)
  const most = Math.max(...all)
  const from = unit === 'percent' && least > 40 ? Math.max(0, least - 5) : 0
  const step = roundStep((Math.max(most, from + 1) - from) / 4, unit)
  const floor = Math.floor(from / step) * step
  const end = unit === 'percent' ? Math.min(100, Math.ceil(most / step) * step) : Math.ceil(most / step) * step
  const top = Math.max(end, floor + step)
  const lines = Array.from({ length: Math.floor((top - floor) / step + 1e-9) + 1 }, (_, i) => floor + i * step)
  return { floor, top, lines }
}

/** The next step that reads well: 1, 2 or 5 times a power of ten; of minutes whole hours once it is more than half of one. */
function roundStep(least: number, unit: string): number {
  if (unit === 'minutes' && least > HOUR / 2) return HOUR * roundStep(least / HOUR, 'count')
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= least) ?? 10 * power
  return unit === 'minutes' || unit === 'count' ? Math.max(1, step) : step
}

/** The stretches of weeks in a row that have a range, each at least one week long: first and last place. */
export function stretches(weeks: readonly Week[]): [number, number][] {
  const out: [number, number][] = []
  weeks.forEach(({ low }, i) => {
    const last = out[out.length - 1]
    if (low === null) return
    if (last && last[1] === i - 1) last[1] = i
    else out.push([i, i])
  })
  return out
}

interface Card {
  seen: object | null
  within: string
}

/** How many signals nobody knows of yet; what is part of another is not counted beside it. */
export function fresh(signals: readonly Card[]): number {
  return signals.filter(({ seen, within }) => !seen && !within).length
}

interface Subject {
  operator: string
  about: string
  name: string
}

/** A subject as lists are narrowed by it: "operator", "link:DEA". */
export function subjectKey({ about, name }: Subject): string {
  return name ? `${about}:${name}` : about
}

/** What of a signal says where its figures are. */
interface Counted {
  id: string
  metric: string
  side: string
  subject: Subject
  weekly: readonly Pick<Week, 'week'>[]
}

/** A part of a signal's subject. */
interface Part {
  by: string
  name: string
}

const DIMENSIONS: Record<string, string> = { centre: 'centre', link: 'partner', product: 'product' }
const DAY_MS = 86_400_000

/** The month of the last day of a week. */
const monthOfEnd = (monday: string) => new Date(Date.parse(monday) + 6 * DAY_MS).toISOString().slice(0, 7)

/**
 * The question behind a signal, week by week: the same figure of the same side about the same subject in the same weeks, or about one more part of it.
 * Steps are no part of an inquiry: beside the time to reply stands the time that goes from opening on.
 */
export function figuresWay({ metric, side, subject, weekly }: Counted, network: boolean, part?: Part): Way {
  const weeks = weekly.slice(-MOST.values).map(({ week }) => week)
  const [first = '', last = ''] = [weeks[0], weeks.at(-1)]
  const dimension = DIMENSIONS[subject.about]
  const filters = [
    ...(network ? [{ dimension: 'operator', values: [subject.operator] }] : []),
    ...(dimension ? [{ dimension, values: [subject.name] }] : []),
    ...(part && part.by !== 'step' ? [{ dimension: part.by, values: [part.name] }] : []),
    { dimension: 'week', values: weeks },
  ]
  const measures = part?.by === 'step' ? [metric, 'time-to-answer'] : [metric]
  return {
    query: { measures, sides: [side as Side], dimensions: ['week'], filters, from: first.slice(0, 7), to: monthOfEnd(last) },
    steps: [],
  }
}

/** Where one comes back to from the figures of a signal. */
export const signalAddress = ({ id }: Pick<Counted, 'id'>) => `/insights/signals/${id}`

/** The page of the figures behind a signal, or behind a part of it. */
export function figuresAddress(signal: Counted, network: boolean, part?: Part): string {
  const address = addressOfWay(figuresWay(signal, network, part))
  address.set('root', signalAddress(signal))
  return `/insights/explore?${address}`
}
