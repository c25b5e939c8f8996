import type { ReportCard } from '../api/types'
import { monthAfter } from './months'

/** A month of the course: its report, undefined where nobody reported on it. */
export interface CourseMonth {
  month: string
  report: ReportCard | undefined
}

const MONTHS = 13

/** The month and the twelve before it, oldest first. */
export function courseOf(reports: readonly ReportCard[], month: string): CourseMonth[] {
  return Array.from({ length: MONTHS }, (_, back) => {
    const at = monthAfter(month, back + 1 - MONTHS)
    return { month: at, report: reports.find((one) => one.month === at) }
  })
}

/** How many months make up a year's operation: the target of EMS is every one of them. */
export const YEAR = 12

/** Months of the last twelve in which people of the post did something: answers of the system alone are no work of theirs. */
export function monthsInOperation(course: readonly CourseMonth[]): number {
  const acted = ({ asReplier, asRequester }: ReportCard['summary']) =>
    asReplier.opened + asReplier.replies - asReplier.automatic.part + asRequester.requests + asRequester.opened
  return course.slice(-YEAR).filter(({ report }) => report && acted(report.summary) > 0).length
}

/** Where the axis begins, in percent: at a round figure below all values and the target, so that what matters near the target is seen. */
export function floorOf(values: readonly number[], target: number): number {
  const lowest = Math.min(target, ...values)
  return Math.max(0, Math.min(90, Math.floor(lowest / 10) * 10))
}

/** How far above its bar a label stands, and how high its characters are. */
const APART = 5
const CHARACTERS = 10

/** Where the label of a bar stands, by the top of the bar and the line of the target, all from above: lifted where the line would run through it. */
export function labelAt(top: number, line: number): number {
  const at = top - APART
  return line > at - CHARACTERS - 2 && line < at + 2 ? line - 4 : at
}
