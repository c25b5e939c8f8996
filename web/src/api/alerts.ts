import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'
import { pollEvery, SELDOM_MS } from './polling'
import type { Alert } from './types'

/** What a further release of the API tells beside the alert itself. */
export type AlertView = Alert & {
  /** What to do about it. */
  next?: string
  /** Of an approaching due time: 1 at three quarters of the target, 2 with two working hours left. */
  stage?: number
  reason?: string
}

/** The newest alerts. In the background they are asked for only where somebody wants to be notified: nobody sees the page. */
export function useAlerts(centre: string, inBackground = false) {
  return useQuery({
    queryKey: keys.alertsOf(centre),
    queryFn: () => answer(client.GET('/v1/alerts', { params: { query: { centre } } })),
    enabled: centre !== '',
    refetchInterval: pollEvery,
    refetchIntervalInBackground: inBackground,
  })
}

/**
 * How many are unread in each of the person's call centres, where there are several: asked seldom, when the live line calls for any of them,
 * when the window gets the focus, and when another is worked for.
 */
export function useUnreadCounts(centre: string, several: boolean) {
  return useQuery({
    queryKey: keys.alertCounts(centre),
    queryFn: () => answer(client.GET('/v1/alerts/counts')),
    enabled: several,
    placeholderData: keepPreviousData,
    gcTime: 0, // whoever comes back to a call centre is not told what was unread when they left it
    refetchInterval: SELDOM_MS,
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
    refetchInterval: pollEvery,
  })
}

export function useReadAlert(centre: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (ids: readonly string[]) =>
      Promise.all(ids.map((id) => answer(client.POST('/v1/alerts/{id}/read', { params: { path: { id }, query: { centre } } })))),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.alerts }),
  })
}

/** Marks what was shown as read: upTo comes with the list, and what arrived since stays unread. */
export function useReadAllAlerts(centre: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (upTo: number | undefined) => {
      const query = { centre, ...(upTo ? { upTo } : {}) }
      let more = true // one call may mark a bounded number
      while (more) ({ more } = await answer(client.POST('/v1/alerts/read-all', { params: { query } })))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.alerts }),
  })
}
