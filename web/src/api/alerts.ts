import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'
import { pollEvery } from './polling'

export function useAlerts(centre: string) {
  return useQuery({
    queryKey: keys.alertsOf(centre),
    queryFn: () => answer(client.GET('/v1/alerts', { params: { query: { centre } } })),
    enabled: centre !== '',
    refetchInterval: pollEvery,
  })
}

/** All alerts, page by page, newest first. */
export function useAlertPages(centre: string) {
  return useInfiniteQuery({
    queryKey: keys.alertPages(centre),
    queryFn: ({ pageParam }) =>
      answer(client.GET('/v1/alerts', { params: { query: { centre, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor || undefined,
    enabled: centre !== '',
    placeholderData: keepPreviousData,
    refetchInterval: pollEvery,
  })
}

export function useReadAlert(centre: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => answer(client.POST('/v1/alerts/{id}/read', { params: { path: { id }, query: { centre } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.alerts }),
  })
}

export function useReadAllAlerts(centre: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      let more = true // one call marks a bounded number
      while (more) ({ more } = await answer(client.POST('/v1/alerts/read-all', { params: { query: { centre } } })))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.alerts }),
  })
}
