import type { Metric, QueryDefinition, QueryRow } from '../../api/types'
import type { Place } from '../../logic/insightWay'

/** What every chart is drawn from. */
export interface Drawn {
  query: QueryDefinition
  /** Those of the query's measures, in their order. */
  metrics: readonly (Metric | undefined)[]
  rows: readonly QueryRow[]
  /** Which of the query's dimensions vary, by their places. */
  at: readonly number[]
  /** How many weeks before the days lie that these are compared with, of a question by day. */
  weeksBefore?: number | undefined
  /** Where a row leads to, or what it is compared with, if anywhere. */
  to(row: Place, before?: boolean): string | undefined
}
