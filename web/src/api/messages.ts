import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import type { components } from './schema'

type Schemas = components['schemas']
/** A message that one's own post sent. */
export type Message = Schemas['MessageView']
export type Outcome = Schemas['OutcomeView']
/** What became of a message, record by record. */
export type MessageReceipt = Schemas['ReportOutputBody']
export type Trial = Schemas['TryOutputBody']
export type Original = Schemas['RawOutputBody']

/** Which messages a list shows: those that somebody still has to correct, all of which something was refused, all. */
export const MESSAGE_LISTS = ['toDo', 'refused', 'all'] as const
export type MessageList = (typeof MESSAGE_LISTS)[number]

const root = ['messages'] as const
const one = (receipt: string) => [...root, 'one', receipt] as const

/** How many pages without a line are read on by themselves: a page covers a fortnight. */
const QUIET_PAGES = 7

export function useMessages(list: MessageList) {
  return useInfiniteQuery({
    queryKey: [...root, 'list', list],
    queryFn: async ({ pageParam }) => {
      const narrowed = list === 'toDo' ? { toDo: true } : list === 'refused' ? { rejected: true } : {}
      let cursor = pageParam
      for (let page = 1; ; page++) {
        const found = await answer(
          client.GET('/v1/tracking/messages', { params: { query: { ...narrowed, ...(cursor ? { cursor } : {}) } } }),
        )
        cursor = found.nextCursor
        if (found.items.length > 0 || !cursor || page === QUIET_PAGES) return found
      }
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor || undefined,
  })
}

/** While records wait to be stored, it looks again soon. */
const WAITING_MS = 2_000

export function useMessage(receipt: string) {
  return useQuery({
    queryKey: one(receipt),
    queryFn: () => answer(client.GET('/v1/tracking/messages/{receipt}', { params: { path: { receipt } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'queued' ? WAITING_MS : false),
  })
}

/** The message as it came. Looking is recorded, so it is asked for only when somebody wants to see it, and once. */
export function useOriginal(receipt: string, wanted: boolean) {
  return useQuery({
    queryKey: [...one(receipt), 'original'],
    queryFn: () => answer(client.GET('/v1/tracking/messages/{receipt}/raw', { params: { path: { receipt } } })),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
}

export function useTrial() {
  return useMutation({
    mutationFn: async (text: string) => ({
      text,
      ...(await answer(client.POST('/v1/tracking/messages/trial', { body: { text } }))),
    }),
  })
}

/** The key makes a repeated try send it once. */
export function useCorrect(receipt: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ text, key }: { text: string; key: string }) =>
      answer(
        client.POST('/v1/tracking/messages/{receipt}/corrections', {
          params: { path: { receipt }, header: { 'Idempotency-Key': key } },
          body: { text },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: root }),
  })
}

export function useDismiss(receipt: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (reason: string) =>
      answer<unknown>(client.POST('/v1/tracking/messages/{receipt}/dismissal', { params: { path: { receipt } }, body: { reason } })),
    onSettled: () => queries.invalidateQueries({ queryKey: root }),
  })
}
