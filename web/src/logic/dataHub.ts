import type { HubLine } from '../api/types'

/** A partner's row of the matrix: what was due of each code, and all together. */
export interface HubRow {
  partner: string
  cells: ReadonlyMap<string, HubLine>
  due: number
  came: number
  /** Came of due, as a percentage. */
  completeness: number
}

/** A row per partner, the least complete first; of two alike the one of whom more was due. */
export function hubRows(lines: readonly HubLine[]): HubRow[] {
  const by = new Map<string, HubLine[]>()
  for (const line of lines) by.set(line.partner, [...(by.get(line.partner) ?? []), line])
  return [...by]
    .map(([partner, own]) => {
      const due = own.reduce((sum, one) => sum + one.due, 0)
      const came = own.reduce((sum, one) => sum + one.came, 0)
      return { partner, cells: new Map(own.map((one) => [one.code, one])), due, came, completeness: due ? (100 * came) / due : 100 }
    })
    .sort((a, b) => a.completeness - b.completeness || b.due - a.due || a.partner.localeCompare(b.partner))
}

export type Trend = 'better' | 'worse' | 'same'

/** How completeness moved against the month before; undefined when there is nothing to compare. Less than half a point is no change. */
export function trendOf(line: Pick<HubLine, 'completeness' | 'completenessBefore'>): Trend | undefined {
  if (line.completeness === null || line.completenessBefore === null) return undefined
  const moved = line.completeness - line.completenessBefore
  return Math.abs(moved) < 0.5 ? 'same' : moved > 0 ? 'better' : 'worse'
}

export type Grade = 'good' | 'fair' | 'poor'

/** How a completeness is shown; the figure stands beside it. Assumption: 95 % is good, below 80 % poor. */
export function gradeOf(completeness: number): Grade {
  return completeness >= 95 ? 'good' : completeness >= 80 ? 'fair' : 'poor'
}

/** This month and those before it, newest first. Today is a calendar date. */
export function monthsBefore(today: string, count: number): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return Array.from({ length: count }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7))
}
