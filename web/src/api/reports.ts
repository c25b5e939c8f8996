import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { isUnderWay } from '../logic/runs'
import { answer, client } from './client'
import { keys } from './keys'

/** Months that were reported on, newest first: of one's own post or the network, or for the network's administration of any post. */
export function useReports(operator: string) {
  return useInfiniteQuery({
    queryKey: [...keys.reports, 'list', operator],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/v1/reports', {
          params: { query: { ...(operator ? { operator } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor || undefined,
  })
}

/** A report in an edition, "" for the latest. */
export function useReport(id: string, edition = '') {
  return useQuery({
    queryKey: [...keys.report(id), edition],
    queryFn: () => answer(client.GET('/v1/reports/{id}', { params: { path: { id }, query: edition ? { edition } : {} } })),
    enabled: id !== '',
  })
}

export type ReportFormat = 'pdf' | 'xlsx' | 'csv' | 'json'

/** Asks for an address that is good for a few minutes, and goes there: the browser saves the file. */
export function useDownload() {
  return useMutation({
    mutationFn: ({ id, format, edition }: { id: string; format: ReportFormat; edition: string }) =>
      answer(client.GET('/v1/reports/{id}/download', { params: { path: { id }, query: { format, edition } } })),
    onSuccess: ({ url }) => window.location.assign(url),
  })
}

/** What the reports of the months before an edition’s say, newest first. */
export function useCourse(operator: string) {
  return useQuery({
    queryKey: [...keys.reports, 'course', operator],
    queryFn: () =>
      answer(client.GET('/v1/reports', { params: { query: { limit: 36, ...(operator && operator !== 'NETWORK' ? { operator } : {}) } } })),
    enabled: operator !== '',
  })
}

export function useEditions(id: string) {
  return useQuery({
    queryKey: [...keys.report(id), 'editions'],
    queryFn: () => answer(client.GET('/v1/reports/{id}/editions', { params: { path: { id } } })).then(({ items }) => items),
    enabled: id !== '',
  })
}

export function useReportChanges(id: string, to: string) {
  return useQuery({
    queryKey: [...keys.report(id), 'changes', to],
    queryFn: () => answer(client.GET('/v1/reports/{id}/changes', { params: { path: { id }, query: { to } } })),
    enabled: to !== '',
  })
}

/** Looks again every few seconds while something is being made. */
const WATCH_MS = 3_000

export function useRuns(enabled = true) {
  return useQuery({
    queryKey: [...keys.reports, 'runs'],
    queryFn: () => answer(client.GET('/v1/reports/runs', { params: { query: { limit: 50 } } })),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? WATCH_MS : false),
    enabled,
  })
}

export function useCorrect() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ once, ...body }: { month: string; reason: string; once: string }) =>
      answer(client.POST('/v1/reports/corrections', { params: { header: { 'Idempotency-Key': once } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.reports }),
  })
}

/** What people are written to about. */
export type WrittenAbout = 'reports' | 'signals'

const subscribersOf = (about: WrittenAbout) => ['subscribers', about] as const

export function useSubscribers(about: WrittenAbout) {
  return useQuery({
    queryKey: subscribersOf(about),
    queryFn: () =>
      about === 'signals' ? answer(client.GET('/v1/insights/signals/subscribers')) : answer(client.GET('/v1/reports/subscribers')),
  })
}

export function useSubscribe(about: WrittenAbout) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ agent, language }: { agent: string; language: string }) => {
      const one = { params: { path: { agent } }, body: { language } }
      return about === 'signals'
        ? answer(client.PUT('/v1/insights/signals/subscribers/{agent}', one))
        : answer(client.PUT('/v1/reports/subscribers/{agent}', one))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: subscribersOf(about) }),
  })
}

export function useUnsubscribe(about: WrittenAbout) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (agent: string) => {
      const one = { params: { path: { agent } } }
      return about === 'signals'
        ? answer(client.DELETE('/v1/insights/signals/subscribers/{agent}', one))
        : answer(client.DELETE('/v1/reports/subscribers/{agent}', one))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: subscribersOf(about) }),
  })
}
