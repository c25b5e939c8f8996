import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'

/** Signals come once a night. */
const FRESH_MS = 10 * 60_000

/** A page of signals, the latest first, about one subject or all. */
export function useSignals(state: 'open' | 'ended', subject: string) {
  return useInfiniteQuery({
    queryKey: [...keys.signals, 'list', state, subject],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/v1/insights/signals', {
          params: { query: { state, ...(subject ? { subject } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor || undefined,
  })
}

/** The latest that are open, for whom they are for. */
export function useOpenSignals(enabled: boolean) {
  return useQuery({
    queryKey: [...keys.signals, 'open'],
    queryFn: () =>
      answer(client.GET('/v1/insights/signals', { params: { query: { state: 'open', limit: 100 } } })).then(({ items }) => items),
    staleTime: FRESH_MS,
    enabled,
  })
}

export function useSignal(id: string) {
  return useQuery({
    queryKey: [...keys.signals, 'one', id],
    queryFn: () => answer(client.GET('/v1/insights/signals/{id}', { params: { path: { id } } })),
  })
}

/** Says that a signal is known. */
export function useSee(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (note: string) => answer(client.POST('/v1/insights/signals/{id}/seen', { params: { path: { id } }, body: { note } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.signals }),
  })
}
