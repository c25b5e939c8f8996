import type { Metric, ReportQuery } from '../../../api/types'
import { type Dimension, type Fault, ofEveryone } from '../../../logic/insightQuery'
import { useDimensions } from '../useLook'

/** What each part of the form shows of a question, and changes. */
export interface Props {
  query: ReportQuery
  set(query: ReportQuery): void
  metrics: readonly Metric[]
  /** The first thing that is wrong with it. */
  fault: Fault | undefined
  /** The month that is running, "2026-11". */
  now: string
}

/** What a question may be broken down and filtered by: other posts' sums by post too. */
export function useOffered(query: ReportQuery): readonly Dimension[] {
  const offered = useDimensions()
  return ofEveryone(query) && !offered.includes('operator') ? ['operator', ...offered] : offered
}
