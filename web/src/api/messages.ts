import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import type { paths } from './schema'

type List = paths['/v1/tracking/messages']['get']['responses'][200]['content']['application/json']
type Receipt = paths['/v1/tracking/messages/{receipt}']['get']['responses'][200]['content']['application/json']
type Tried = paths['/v1/tracking/messages/trial']['post']['responses'][200]['content']['application/json']
type MayBeNull<T, K extends keyof T> = Omit<T, K> & { [P in K]: T[P] | null }

/** A message that one's own post sent. */
export type Message = MayBeNull<List['items'][number], 'refusal' | 'by' | 'settled'>
export type Outcome = Receipt['outcomes'][number]
/** The head of a receipt; the description leaves out what it has in common with a line of the list. */
export type MessageReceipt = Message & Omit<Receipt, 'by' | 'settled' | 'refusal'>
export type Trial = MayBeNull<Tried, 'refusal'>
export type Original = paths['/v1/tracking/messages/{receipt}/raw']['get']['responses'][200]['content']['application/json']

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
        const found = (await answer(
          client.GET('/v1/tracking/messages', { params: { query: { ...narrowed, ...(cursor ? { cursor } : {}) } } }),
        )) as List & { items: Message[] }
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
    queryFn: async () => (await answer(client.GET('/v1/tracking/messages/{receipt}', { params: { path: { receipt } } }))) as MessageReceipt,
    refetchInterval: ({ state }) => (state.data?.status === 'queued' ? WAITING_MS : false),
  })
}

/** The message as it came. Looking is recorded, so it is asked for only when somebody wants to see it, and once. */
export function useOriginal(receipt: string, wanted: boolean) {
  return useQuery({
    queryKey: [...one(receipt), 'original'],
    queryFn: async () => (await answer(client.GET('/v1/tracking/messages/{receipt}/raw', { params: { path: { receipt } } }))) as Original,
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
      ...((await answer(client.POST('/v1/tracking/messages/trial', { body: { text } }))) as Trial),
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
