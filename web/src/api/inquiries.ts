import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'
import { pollEvery } from './polling'
import type { Inquiry, Values } from './types'

export function useInquiry(id: string) {
  return useQuery({
    queryKey: keys.inquiry(id),
    queryFn: () => answer(client.GET('/v1/inquiries/{id}', { params: { path: { id } } })),
    enabled: id !== '',
    refetchInterval: pollEvery,
  })
}

/** What a person can do to an inquiry; each carries the version it was decided on, so that the API can tell when it changed meanwhile. */
export type Action =
  | { do: 'send' | 'open' | 'read'; version?: number }
  | { do: 'reply'; code: string; fields: Values; text?: string; language?: string; version?: number }
  | { do: 'supplement'; fields: Values; version?: number }
  | { do: 'close'; code: string; version?: number }
  | { do: 'edit'; fields: Values; destination?: string; urgent?: boolean; version?: number }

function act(id: string, action: Action): Promise<Inquiry> {
  const params = { path: { id } }
  switch (action.do) {
    case 'send':
      return answer(client.POST('/v1/inquiries/{id}/send', { params, body: { version: action.version } }))
    case 'open':
      return answer(client.POST('/v1/inquiries/{id}/open', { params, body: { version: action.version } }))
    case 'read':
      return answer(client.POST('/v1/inquiries/{id}/read', { params, body: { version: action.version } }))
    case 'close':
      return answer(client.POST('/v1/inquiries/{id}/close', { params, body: { code: action.code, version: action.version } }))
    case 'reply': {
      const { do: _do, ...body } = action
      return answer(client.POST('/v1/inquiries/{id}/reply', { params, body }))
    }
    case 'supplement': {
      const { do: _do, ...body } = action
      return answer(client.POST('/v1/inquiries/{id}/supplement', { params, body }))
    }
    case 'edit': {
      const { do: _do, ...body } = action
      return answer(client.PUT('/v1/inquiries/{id}', { params, body }))
    }
  }
}

function keep(queries: QueryClient, inquiry: Inquiry): void {
  queries.setQueryData(keys.inquiry(inquiry.id), inquiry)
  for (const queryKey of [keys.folders, keys.alerts, keys.item(inquiry.itemId)]) void queries.invalidateQueries({ queryKey })
}

export function useAct(id: string) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: (action: Action) => act(id, action), onSuccess: (inquiry) => keep(queries, inquiry) })
}

export interface NewInquiry {
  itemId: string
  workflow: string
  product?: string
  /** The operator to ask; without it, the one tracking points to. */
  destination?: string
  /** The call centre that asks. */
  centre: string
  urgent?: boolean
  fields: Values
  send: boolean
}

/** Raises an inquiry. The key makes a repeated try, after a lost answer, give the same inquiry. */
export function useRaise() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key, ...body }: NewInquiry & { key: string }) =>
      answer(client.POST('/v1/inquiries', { params: { header: { 'Idempotency-Key': key } }, body })),
    onSuccess: (inquiry) => keep(queries, inquiry),
  })
}
