import { useQuery } from '@tanstack/react-query'
import type { Subject } from '../logic/insightReports'
import { answer, client } from './client'
import { keys } from './keys'
import type { FilledReport, InsightReport, Metric, QueryAnswer, QueryDefinition } from './types'

const HOUR = 3_600_000
/** The same question within two minutes is the same query: asking again would say the same. */
const FRESH_MS = 120_000
/** How often a query that is being counted is looked at. */
const LOOK_MS = 1_500

export function useMetrics() {
  return useQuery({
    queryKey: [...keys.insights, 'metrics'],
    queryFn: async () => (await answer(client.GET('/v1/insights/metrics'))).items as Metric[],
    staleTime: HOUR,
  })
}

export function useInsightReports() {
  return useQuery({
    queryKey: [...keys.insights, 'reports'],
    queryFn: async () => (await answer(client.GET('/v1/insights/reports'))).items as InsightReport[],
    staleTime: HOUR,
  })
}

/** The charts of a predefined report on a subject, as questions. */
export function useInsightReport(code: string, subject: Subject) {
  return useQuery({
    queryKey: [...keys.insights, 'reports', code, subject],
    queryFn: async () =>
      (await answer(client.GET('/v1/insights/reports/{code}', { params: { path: { code }, query: subject } }))) as FilledReport,
    staleTime: HOUR,
  })
}

/** A question on its way: what is known of it so far. */
export interface Figures {
  answer: QueryAnswer | undefined
  running: boolean
  pending: boolean
  error: unknown
  retry(): void
}

/** Asks, and looks until the figures are there; whoever leaves finds them for a day when they ask the same again soon. */
export function useFigures(query: QueryDefinition | undefined): Figures {
  const asked = useQuery({
    queryKey: [...keys.insights, 'figures', query],
    queryFn: async () => (await answer(client.POST('/v1/insights/queries', { body: query as QueryDefinition }))) as unknown as QueryAnswer,
    enabled: query !== undefined,
    staleTime: FRESH_MS,
    retry: false,
  })
  const id = asked.data?.state === 'running' ? asked.data.id : ''
  const looked = useQuery({
    queryKey: [...keys.insights, 'query', id],
    queryFn: async () => (await answer(client.GET('/v1/insights/queries/{id}', { params: { path: { id } } }))) as unknown as QueryAnswer,
    enabled: id !== '',
    refetchInterval: ({ state }) => (state.data?.state === 'done' || state.error ? false : LOOK_MS),
    retry: false,
  })
  const latest = id === '' ? asked.data : (looked.data ?? asked.data)
  return {
    answer: latest?.state === 'done' ? latest : undefined,
    running: latest?.state === 'running' && !looked.error,
    pending: query !== undefined && asked.isPending,
    error: asked.error ?? looked.error,
    retry: () => void asked.refetch(),
  }
}

/** What a question reads at most, and what the day still holds. */
export function useEstimate(query: QueryDefinition | undefined) {
  return useQuery({
    queryKey: [...keys.insights, 'estimate', query],
    queryFn: () => answer(client.POST('/v1/insights/estimates', { body: query as QueryDefinition })),
    enabled: query !== undefined,
    staleTime: FRESH_MS,
    retry: false,
  })
}
