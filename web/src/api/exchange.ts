import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { replyFileType } from '../logic/exchange'
import { answer } from './client'
import { put } from './documents'
import { openFile } from './later'
import { route } from './route'
import type { components } from './schema'

type Schemas = components['schemas']
export type Exchange = Schemas['ExchangeView']
export type ExchangeSettings = Schemas['ExchangeBody']
export type ExchangeFile = Schemas['ExchangeFileView']
export type ExchangeUpload = Schemas['ExchangeUploadView']
export type RefusedLine = Schemas['ExchangeLineView']
export type Statement = Schemas['SettlementStatementView']

interface Page<T> {
  items: T[]
  nextCursor: string
}

const SETTINGS = ['exchange'] as const
const FILES = ['exchange-files'] as const
const UPLOADS = ['exchange-uploads'] as const
/** While something is made or taken, lists are read again. */
const SOON_MS = 2_000
const OFTEN_MS = 15_000

export function useExchange() {
  return useQuery({ queryKey: SETTINGS, queryFn: () => answer<Exchange>(route.GET('/v1/exchange')) })
}

export function useSetExchange() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: ExchangeSettings) => answer<Exchange>(route.PUT('/v1/exchange', { body })),
    onSuccess: (now) => queries.setQueryData(SETTINGS, now),
  })
}

const listed =
  <T>(path: string) =>
  ({ pageParam }: { pageParam: string }) =>
    answer<Page<T>>(route.GET(path, { params: { query: pageParam ? { cursor: pageParam } : {} } }))

const paged = { initialPageParam: '', getNextPageParam: (last: Page<unknown>) => last.nextCursor || undefined }

export function useExchangeFiles() {
  return useInfiniteQuery({ queryKey: FILES, queryFn: listed<ExchangeFile>('/v1/exchange/files'), ...paged, refetchInterval: OFTEN_MS })
}

/** Has a file made now; the list is read again until it can be there. */
export function useRunExchange() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => answer<void>(route.POST('/v1/exchange/runs')),
    onSuccess: () => {
      for (const later of [SOON_MS, 3 * SOON_MS]) setTimeout(() => void queries.invalidateQueries({ queryKey: FILES }), later)
    },
  })
}

export function useExchangeUploads() {
  return useInfiniteQuery({
    queryKey: UPLOADS,
    queryFn: listed<ExchangeUpload>('/v1/exchange/uploads'),
    ...paged,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((one) => one.state === 'awaited' || one.state === 'running')) ? SOON_MS : false,
  })
}

/** The first lines of a file that were refused. */
export function useRefusedLines(id: string, wanted: boolean) {
  return useQuery({
    queryKey: [...UPLOADS, id],
    queryFn: () =>
      answer<{ refusedLines: RefusedLine[] }>(route.GET('/v1/exchange/uploads/{id}', { params: { path: { id } } })).then(
        ({ refusedLines }) => refusedLines,
      ),
    enabled: wanted,
  })
}

/** Announces a file of replies and sends it straight to the store. */
export function useSendReplies() {
  const queries = useQueryClient()
  return useMutation({
    mutationKey: ['upload'],
    mutationFn: async ({ file, key, onPercent }: { file: File; key: string; onPercent(percent: number): void }) => {
      const { send } = await answer<Schemas['ExchangeAnnounced']>(
        route.POST('/v1/exchange/uploads', {
          params: { header: { 'Idempotency-Key': key } },
          body: { name: file.name, size: file.size, contentType: replyFileType(file.name) },
        }),
      )
      await put(send, file, onPercent)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: UPLOADS }),
  })
}

export function useStatements() {
  return useInfiniteQuery({ queryKey: ['settlements'], queryFn: listed<Statement>('/v1/exchange/settlements'), ...paged })
}

/** Asks for an address that is good for a few minutes, and goes there. */
export function useFetchFile() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (path: string) => answer<{ url: string }>(route.GET(path)),
    onSuccess: ({ url }) => [openFile(url), void queries.invalidateQueries({ queryKey: FILES })],
  })
}
