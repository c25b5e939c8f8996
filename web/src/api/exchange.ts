import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { replyFileType } from '../logic/exchange'
import { answer, client } from './client'
import { put } from './documents'
import { openFile } from './files'
import type { components } from './schema'

type Schemas = components['schemas']
export type Exchange = Schemas['ExchangeView']
export type ExchangeSettings = Schemas['ExchangeBody']
export type ExchangeFile = Schemas['ExchangeFileView']
export type ExchangeUpload = Schemas['ExchangeUploadView']
export type RefusedLine = Schemas['ExchangeLineView']
export type Statement = Schemas['SettlementStatementView']

const SETTINGS = ['exchange'] as const
const FILES = ['exchange-files'] as const
const UPLOADS = ['exchange-uploads'] as const
/** While something is made or taken, lists are read again. */
const SOON_MS = 2_000
const OFTEN_MS = 15_000

export function useExchange() {
  return useQuery({ queryKey: SETTINGS, queryFn: () => answer(client.GET('/v1/exchange')) })
}

export function useSetExchange() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: ExchangeSettings) => answer(client.PUT('/v1/exchange', { body })),
    onSuccess: (now) => queries.setQueryData(SETTINGS, now),
  })
}

const from = (cursor: string) => ({ params: { query: cursor ? { cursor } : {} } })
const paged = { initialPageParam: '', getNextPageParam: (last: { nextCursor: string }) => last.nextCursor || undefined }

export function useExchangeFiles() {
  return useInfiniteQuery({
    queryKey: FILES,
    queryFn: ({ pageParam }) => answer(client.GET('/v1/exchange/files', from(pageParam))),
    ...paged,
    refetchInterval: OFTEN_MS,
  })
}

/** Has a file made now; the list is read again until it can be there. */
export function useRunExchange() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => answer(client.POST('/v1/exchange/runs')),
    onSuccess: () => {
      for (const later of [SOON_MS, 3 * SOON_MS]) setTimeout(() => void queries.invalidateQueries({ queryKey: FILES }), later)
    },
  })
}

export function useExchangeUploads() {
  return useInfiniteQuery({
    queryKey: UPLOADS,
    queryFn: ({ pageParam }) => answer(client.GET('/v1/exchange/uploads', from(pageParam))),
    ...paged,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((one) => one.state === 'awaited' || one.state === 'running')) ? SOON_MS : false,
  })
}

/** The first lines of a file that were refused. */
export function useRefusedLines(id: string, wanted: boolean) {
  return useQuery({
    queryKey: [...UPLOADS, id],
    queryFn: () => answer(client.GET('/v1/exchange/uploads/{id}', { params: { path: { id } } })).then(({ refusedLines }) => refusedLines),
    enabled: wanted,
  })
}

/** Announces a file of replies and sends it straight to the store. */
export function useSendReplies() {
  const queries = useQueryClient()
  return useMutation({
    mutationKey: ['upload'],
    mutationFn: async ({ file, key, onPercent }: { file: File; key: string; onPercent(percent: number): void }) => {
      const { send } = await answer(
        client.POST('/v1/exchange/uploads', {
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
  return useInfiniteQuery({
    queryKey: ['settlements'],
    queryFn: ({ pageParam }) => answer(client.GET('/v1/exchange/settlements', from(pageParam))),
    ...paged,
  })
}

/** A file of the exchange: one that was made, the result of one that was sent, or a statement. */
export type FileOf =
  | { file: number }
  | { upload: string }
  | { statement: Pick<Statement, 'month' | 'partner' | 'version'>; format: 'csv' | 'jsonl' }

function addressOf(what: FileOf): Promise<Schemas['ExchangeLink']> {
  if ('file' in what) return answer(client.GET('/v1/exchange/files/{number}/download', { params: { path: { number: what.file } } }))
  if ('upload' in what) return answer(client.GET('/v1/exchange/uploads/{id}/result', { params: { path: { id: what.upload } } }))
  const { month, partner, version } = what.statement
  return answer(
    client.GET('/v1/exchange/settlements/{month}/{partner}/{version}/download', {
      params: { path: { month, partner, version }, query: { format: what.format } },
    }),
  )
}

/** Asks for an address that is good for a few minutes, and goes there. */
export function useFetchFile() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: addressOf,
    onSuccess: ({ url }) => [openFile(url), void queries.invalidateQueries({ queryKey: FILES })],
  })
}
