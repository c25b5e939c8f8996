import type { ReportCard } from '../api/types'

/** A month of the course: its report, undefined where nobody reported on it. */
export interface CourseMonth {
  month: string
  report: ReportCard | undefined
}

const MONTHS = 13

/** The month and the twelve before it, oldest first. */
export function courseOf(reports: readonly ReportCard[], month: string): CourseMonth[] {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return Array.from({ length: MONTHS }, (_, back) => {
    const at = new Date(Date.UTC(year, number - MONTHS + back, 1)).toISOString().slice(0, 7)
    return { month: at, report: reports.find((one) => one.month === at) }
  })
}

/** Where the axis begins, in percent: at a round figure below all values and the target, so that what matters near the target is seen. */
export function floorOf(values: readonly number[], target: number): number {
  const lowest = Math.min(target, ...values)
  return Math.max(0, Math.min(90, Math.floor(lowest / 10) * 10))
}
