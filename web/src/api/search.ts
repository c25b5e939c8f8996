import { useInfiniteQuery } from '@tanstack/react-query'
import { answer, client } from './client'

/** Inquiries of one's own operator by item, reference, case number or name. */
export function useSearch(q: string) {
  return useInfiniteQuery({
    queryKey: ['search', q],
    queryFn: ({ pageParam }) =>
      answer(client.GET('/v1/search', { params: { query: { q, limit: 25, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor || undefined,
    enabled: q !== '',
  })
}
