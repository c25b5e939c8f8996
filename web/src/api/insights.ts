import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Subject } from '../logic/insightReports'
import type { Part } from '../logic/insightWay'
import { answer, client, ifMatch } from './client'
import { keys } from './keys'
import type { QueryAnswer, QueryDefinition, ReportQuery, ReportSchedule, SavedReport } from './types'

const HOUR = 3_600_000
/** The same question within two minutes is the same query: asking again would say the same. */
const FRESH_MS = 120_000
/** How often a query that is being counted is looked at. */
const LOOK_MS = 1_500

export function useMetrics() {
  return useQuery({
    queryKey: [...keys.insights, 'metrics'],
    queryFn: async () => (await answer(client.GET('/v1/insights/metrics'))).items,
    staleTime: HOUR,
  })
}

export function useInsightReports() {
  return useQuery({
    queryKey: [...keys.insights, 'reports'],
    queryFn: async () => (await answer(client.GET('/v1/insights/reports'))).items,
    staleTime: HOUR,
  })
}

/** The charts of a predefined report on a subject, as questions. */
export function useInsightReport(code: string, subject: Subject) {
  return useQuery({
    queryKey: [...keys.insights, 'reports', code, subject],
    queryFn: () => answer(client.GET('/v1/insights/reports/{code}', { params: { path: { code }, query: subject } })),
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
    queryFn: query ? () => answer(client.POST('/v1/insights/queries', { body: query })) : skipToken,
    staleTime: FRESH_MS,
    retry: false,
  })
  const id = asked.data?.state === 'running' ? asked.data.id : ''
  const looked = useQuery({
    queryKey: [...keys.insights, 'query', id],
    queryFn: () => answer(client.GET('/v1/insights/queries/{id}', { params: { path: { id } } })),
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
    queryFn: query ? () => answer(client.POST('/v1/insights/estimates', { body: query })) : skipToken,
    staleTime: FRESH_MS,
    retry: false,
  })
}

/** The inquiries that made a figure, or are missing to it: of everything that a question without dimensions counts, what each adds. */
export function useInquiriesOf(query: QueryDefinition, measure: string, part: Part) {
  return useQuery({
    queryKey: [...keys.insights, 'inquiries', query, measure, part],
    queryFn: () =>
      answer(
        client.POST('/v1/insights/inquiries', {
          body: { query: { ...query, measures: [measure], dimensions: [], compare: undefined }, keys: [], measure, part },
        }),
      ),
    staleTime: FRESH_MS,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.state === 'running' && !state.error ? LOOK_MS : false),
  })
}

/** Some inquiries as folders show them, and which of them are not shown any more; at most a hundred. */
export function useHeads(ids: readonly string[]) {
  return useQuery({
    queryKey: [...keys.inquiries, 'heads', ...ids],
    queryFn: async () => {
      const { items, missing } = await answer(
        client.GET('/v1/inquiries', {
          params: { query: { ids: [...ids] } },
          querySerializer: { array: { style: 'form', explode: false } },
        }),
      )
      return { items, missing }
    },
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  })
}

export type FileFormat = 'xlsx' | 'csv' | 'json'

/** Asks for an address that is good for a few minutes, and goes there: the browser saves the figures as a file. */
export function useSaveFigures() {
  return useMutation({
    mutationFn: ({ id, format }: { id: string; format: FileFormat }) =>
      answer(client.GET('/v1/insights/queries/{id}/file', { params: { path: { id }, query: { format } } })),
    onSuccess: ({ url }) => window.location.assign(url),
  })
}

const SAVED = [...keys.insights, 'saved'] as const

/** The API says a period in one shape; here it is one of two. */
function savedOf(told: Omit<SavedReport, 'query'> & { query: Omit<ReportQuery, 'period'> & { period: object } }): SavedReport {
  const {
    from = '',
    to = '',
    last = 0,
    running = false,
  } = told.query.period as { from?: string; to?: string; last?: number; running?: boolean }
  return { ...told, query: { ...told.query, period: last > 0 ? { last, running } : { from, to } } }
}

/** One's own reports and those that are shared, by name: all of them, three hundred at most. */
export function useSavedReports() {
  return useQuery({
    queryKey: SAVED,
    queryFn: async () => {
      const all: SavedReport[] = []
      let cursor: string | undefined
      do {
        const page = await answer(client.GET('/v1/insights/saved', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } }))
        all.push(...page.items.map(savedOf))
        cursor = page.nextCursor
      } while (cursor)
      return all
    },
  })
}

export function useSavedReport(id: string) {
  return useQuery({
    queryKey: [...SAVED, id],
    queryFn: async () => savedOf(await answer(client.GET('/v1/insights/saved/{id}', { params: { path: { id } } }))),
    enabled: id !== '',
    retry: false,
  })
}

/** What is saved of a report. */
export interface ReportContent {
  name: string
  description: string
  query: ReportQuery
  chart: SavedReport['chart']
  shared: boolean
  schedule: ReportSchedule | null
}

/** Saves a report: a new one under a key that makes a second try the same, or, with an id, another version of one. */
export function useSaveReport() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, version, once, ...content }: ReportContent & { id?: string; version?: number; once: string }) => {
      const body = { ...content, schedule: content.schedule ?? undefined }
      return savedOf(
        id
          ? await answer(client.PUT('/v1/insights/saved/{id}', { params: { path: { id }, ...ifMatch(version) }, body }))
          : await answer(client.POST('/v1/insights/saved', { params: { header: { 'Idempotency-Key': once } }, body })),
      )
    },
    onSuccess: (saved) => {
      queries.setQueryData([...SAVED, saved.id], saved)
      return queries.invalidateQueries({ queryKey: SAVED, exact: true })
    },
  })
}

export function useRemoveReport() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      answer(client.DELETE('/v1/insights/saved/{id}', { params: { path: { id }, ...ifMatch(version) } })),
    onSuccess: (_, { id }) => {
      queries.removeQueries({ queryKey: [...SAVED, id] })
      queries.setQueryData<SavedReport[]>(SAVED, (all) => all?.filter((one) => one.id !== id))
      return queries.invalidateQueries({ queryKey: SAVED, exact: true })
    },
  })
}
