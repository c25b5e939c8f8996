import type { Metric, QueryDefinition } from '../api/types'
import { ORDERED } from './insightQuery'

export const CHARTS = ['table', 'bars', 'line', 'stacked', 'heat'] as const
export type Chart = (typeof CHARTS)[number]

/** The dimensions that a chart draws: both sides are drawn apart, and one side alone says nothing. */
export function drawn(query: Pick<QueryDefinition, 'dimensions' | 'sides'>): string[] {
  return (query.dimensions ?? []).filter((one) => one !== 'side')
}

/** Time goes from left to right. */
const RUNNING: readonly string[] = ['month', 'week', 'day', 'localDay', 'weekday', 'hour']
const runs = (dimension: string | undefined) => dimension !== undefined && RUNNING.includes(dimension)

/** The charts that show a question well, the best first; a table always does. */
export function chartsFor(query: Pick<QueryDefinition, 'dimensions' | 'sides' | 'measures'>, metrics: readonly Metric[]): Chart[] {
  const dimensions = drawn(query)
  const [first, second] = dimensions
  if (dimensions.includes('inquiry') || dimensions.length > 2) return ['table']
  if (first === undefined) return ['bars', 'table']
  if (second === undefined) return runs(first) ? ['line', 'bars', 'table'] : ['bars', 'table']
  const one = runs(first) !== runs(second)
  const adds = metrics.find((metric) => metric.code === query.measures[0])?.unit === 'count'
  return [...(one ? (['line'] as const) : []), 'heat', ...(adds && !runs(first) && !runs(second) ? (['stacked'] as const) : []), 'table']
}

/** Which of the charts is drawn: the wanted one where it shows something, else the best. */
export function chartOf(
  wanted: string | null | undefined,
  query: Pick<QueryDefinition, 'dimensions' | 'sides' | 'measures'>,
  metrics: readonly Metric[],
): Chart {
  const charts = chartsFor(query, metrics)
  return charts.find((one) => one === wanted) ?? charts[0] ?? 'table'
}

/** From where to where an axis goes: of shares between round figures around all values and the target; everything else begins at nothing. */
export function axisOf(values: readonly number[], metric: Pick<Metric, 'unit' | 'target'> | undefined): { from: number; to: number } {
  const all = [...values, ...(metric?.target === null || metric?.target === undefined ? [] : [metric.target])]
  if (metric?.unit === '%')
    return {
      from: Math.max(0, Math.floor((Math.min(100, ...all) - 2) / 10) * 10),
      to: Math.min(100, Math.ceil((Math.max(0, ...all) + 2) / 10) * 10),
    }
  return { from: 0, to: Math.max(1, ...all) * 1.05 }
}

export const ordered = (dimension: string | undefined) => ORDERED.includes(dimension ?? '')
