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
  /** Where a row leads to, if anywhere. */
  to(row: Place): string | undefined
}
