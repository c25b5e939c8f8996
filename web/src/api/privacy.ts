import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from './client'
import { openFile } from './later'
import { route } from './route'
import type { paths } from './schema'

type Ok<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { 'application/json': infer T } } } } } ? T : never

export type Match = Ok<'/v1/data-requests/matches'>['items'][number]
type Described = Ok<'/v1/data-requests'>['items'][number]
export type DataRequest = Omit<Described, 'fileUntil' | 'settledAt'> & { fileUntil: string | null; settledAt: string | null }
export type Result = Ok<'/v1/data-requests/{id}'>['results'][number]
export type Look = Ok<'/v1/looks'>['items'][number]
export type Kind = DataRequest['kind']

interface Page<T> {
  items: T[]
  nextCursor: string
}

const LIST = ['data-requests'] as const
/** While something is carried out, the list is read again. */
const SOON = 3_000

/** Inquiries that may be about a person. Each is recorded as a look, so it is asked for once, on request. */
export function useMatches(q: string) {
  return useInfiniteQuery({
    queryKey: ['matches', q],
    queryFn: ({ pageParam }) =>
      answer<Page<Match>>(
        route.GET('/v1/data-requests/matches', { params: { query: { q, limit: '50', ...(pageParam ? { cursor: pageParam } : {}) } } }),
      ),
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
    queryFn: ({ pageParam }) =>
      answer<Page<DataRequest>>(route.GET('/v1/data-requests', { params: { query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor || undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some((one) => one.state === 'running')) ? SOON : false),
  })
}

export function useResults(id: string, wanted: boolean) {
  return useQuery({
    queryKey: [...LIST, id],
    queryFn: () =>
      answer<{ results: Result[] }>(route.GET('/v1/data-requests/{id}', { params: { path: { id } } })).then(({ results }) => results),
    enabled: wanted,
  })
}

export interface Wish {
  kind: Kind
  reference: string
  language: string
  inquiryIds: string[]
  /** Idempotency-Key: pressing twice is asking once. */
  key: string
}

export function useAsk() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key, ...body }: Wish) =>
      answer<DataRequest>(route.POST('/v1/data-requests', { params: { header: { 'Idempotency-Key': key } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
  })
}

export function useRunAgain() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => answer<DataRequest>(route.POST('/v1/data-requests/{id}/run-again', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
  })
}

/** Asks for an address that is good for a few minutes, and goes there. */
export function useDownloadExport() {
  return useMutation({
    mutationFn: (id: string) => answer<{ url: string }>(route.GET('/v1/data-requests/{id}/download', { params: { path: { id } } })),
    onSuccess: ({ url }) => openFile(url),
  })
}

/** Who looked at an inquiry, or what one of one's own people looked at. */
export type Looked = { inquiry: string } | { agent: string }

export function useLooks(at: Looked) {
  return useInfiniteQuery({
    queryKey: ['looks', at],
    queryFn: ({ pageParam }) =>
      answer<Page<Look>>(route.GET('/v1/looks', { params: { query: { ...at, ...(pageParam ? { cursor: pageParam } : {}) } } })),
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
    queryFn: () => answer<Ok<'/v1/agents'>>(route.GET('/v1/agents')).then(({ items }) => items),
    staleTime: 600_000,
    retry: false,
  })
}
