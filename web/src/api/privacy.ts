import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import { openFile } from './files'
import type { components } from './schema'

type Schemas = components['schemas']
export type Match = Schemas['MatchView']
export type DataRequest = Schemas['DataRequestCard']
export type Look = Schemas['LookView']
export type Kind = DataRequest['kind']

const LIST = ['data-requests'] as const
/** While something is carried out, the list is read again. */
const SOON = 3_000

/** Inquiries that may be about a person. Each is recorded as a look, so it is asked for once, on request. */
export function useMatches(q: string) {
  return useInfiniteQuery({
    queryKey: ['matches', q],
    queryFn: ({ pageParam }) =>
      answer(client.GET('/v1/data-requests/matches', { params: { query: { q, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor || undefined,
    enabled: q !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  })
}

export function useDataRequests() {
  return useInfiniteQuery({
    queryKey: LIST,
    queryFn: ({ pageParam }) => answer(client.GET('/v1/data-requests', { params: { query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor || undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some((one) => one.state === 'running')) ? SOON : false),
  })
}

export function useResults(id: string, wanted: boolean) {
  return useQuery({
    queryKey: [...LIST, id],
    queryFn: () => answer(client.GET('/v1/data-requests/{id}', { params: { path: { id } } })).then(({ results }) => results),
    enabled: wanted,
  })
}

/** The key makes pressing twice ask once. */
export type Wish = Schemas['DataRequestBody'] & { key: string }

export function useAsk() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key, ...body }: Wish) =>
      answer(client.POST('/v1/data-requests', { params: { header: { 'Idempotency-Key': key } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
  })
}

export function useRunAgain() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => answer(client.POST('/v1/data-requests/{id}/run-again', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
  })
}

/** Asks for an address that is good for a few minutes, and goes there. */
export function useDownloadExport() {
  return useMutation({
    mutationFn: (id: string) => answer(client.GET('/v1/data-requests/{id}/download', { params: { path: { id } } })),
    onSuccess: ({ url }) => openFile(url),
  })
}

/** Who looked at an inquiry, or what one of one's own people looked at. */
export type Looked = { inquiry: string } | { agent: string }

export function useLooks(at: Looked) {
  return useInfiniteQuery({
    queryKey: ['looks', at],
    queryFn: ({ pageParam }) =>
      answer(client.GET('/v1/looks', { params: { query: { ...at, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor || undefined,
    staleTime: 60_000,
    retry: false,
  })
}

/** Everybody of one's own operator, by name. */
export function useColleagues() {
  return useQuery({
    queryKey: ['colleagues'],
    queryFn: () => answer(client.GET('/v1/agents')).then(({ items }) => items),
    staleTime: 600_000,
    retry: false,
  })
}
