import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import { saveFile } from './files'
import { keys } from './keys'
import { newest } from './newest'
import { pollEvery } from './polling'
import type { Inquiry, Values } from './types'

export function useInquiry(id: string) {
  return useQuery({
    queryKey: keys.inquiry(id),
    queryFn: () => answer(client.GET('/v1/inquiries/{id}', { params: { path: { id } } })),
    enabled: id !== '',
    refetchInterval: pollEvery,
    structuralSharing: newest,
  })
}

/** The open inquiries of one's own operator on an item. */
export function useOpenOn(itemId: string) {
  return useQuery({
    queryKey: keys.openOn(itemId),
    queryFn: () => answer(client.GET('/v1/inquiries', { params: { query: { item: itemId } } })),
    enabled: itemId !== '',
  })
}

/** Free text beside what is coded, marked with the language it is written in. */
interface Words {
  text?: string
  language?: string
}

/** What a person can do to an inquiry; each carries the version it was decided on, so that the API can tell when it changed meanwhile. */
export type Action =
  | { do: 'send' | 'open' | 'read'; version?: number }
  | ({ do: 'reply'; code: string; fields: Values; version?: number } & Words)
  | { do: 'supplement'; fields: Values; text?: string; language?: string; version?: number }
  | { do: 'close'; code: string; version?: number }
  | { do: 'edit'; fields: Values; destination?: string; urgent?: boolean; version?: number }
  | ({ do: 'escalate'; fields?: Values; version?: number } & Words)
  | ({ do: 'reject'; reason: string; fields?: Values; version?: number } & Words)
  | ({ do: 'readdress'; operator: string; centre?: string; version?: number } & Words)
  | { do: 'handOver'; centre: string; reason: string; text?: string; version?: number }
  | Unversioned

/** These change nothing that somebody else could have decided on: they need no version, and the API takes none. */
type Unversioned =
  | { do: 'assign'; agent: string }
  | ({ do: 'note'; text: string } & Words)
  | { do: 'join'; customerRef?: string; crmCaseId?: string; text?: string }
  | { do: 'merge'; into: string }

export const UNVERSIONED: readonly Action['do'][] = ['assign', 'note', 'join', 'merge']

/** Takes a step; one that outlives its page is sent although the window closes meanwhile. */
export function act(id: string, action: Action, key = '', outlives = false): Promise<Inquiry> {
  const params = { path: { id }, header: key ? { 'Idempotency-Key': key } : {} }
  const keepalive = outlives
  switch (action.do) {
    case 'send':
      return answer(client.POST('/v1/inquiries/{id}/send', { params, keepalive, body: { version: action.version } }))
    case 'open':
      return answer(client.POST('/v1/inquiries/{id}/open', { params, keepalive, body: { version: action.version } }))
    case 'read':
      return answer(client.POST('/v1/inquiries/{id}/read', { params, keepalive, body: { version: action.version } }))
    case 'close':
      return answer(client.POST('/v1/inquiries/{id}/close', { params, keepalive, body: { code: action.code, version: action.version } }))
    case 'reply': {
      const { do: _do, ...body } = action
      return answer(client.POST('/v1/inquiries/{id}/reply', { params, keepalive, body }))
    }
    case 'supplement': {
      const { do: _do, ...body } = action
      return answer(client.POST('/v1/inquiries/{id}/supplement', { params, keepalive, body }))
    }
    case 'edit': {
      const { do: _do, ...body } = action
      return answer(client.PUT('/v1/inquiries/{id}', { params, keepalive, body }))
    }
    case 'escalate': {
      const { do: _do, ...body } = action
      return answer(client.POST('/v1/inquiries/{id}/escalate', { params, keepalive, body }))
    }
    case 'reject': {
      const { do: _do, ...body } = action
      return answer(client.POST('/v1/inquiries/{id}/reject', { params, keepalive, body }))
    }
    case 'readdress': {
      const { do: _do, ...body } = action
      return answer(client.POST('/v1/inquiries/{id}/readdress', { params, keepalive, body }))
    }
    case 'handOver': {
      const { do: _do, ...body } = action
      return answer(client.POST('/v1/inquiries/{id}/hand-over', { params, keepalive, body }))
    }
    case 'assign':
      return answer(client.POST('/v1/inquiries/{id}/assign', { params, keepalive, body: { agent: action.agent } }))
    case 'note': {
      const { do: _do, ...body } = action
      return answer(client.POST('/v1/inquiries/{id}/notes', { params, keepalive, body }))
    }
    case 'join': {
      const { do: _do, ...body } = action
      return answer(client.POST('/v1/inquiries/{id}/join', { params, keepalive, body }))
    }
    case 'merge':
      return answer(client.POST('/v1/inquiries/{id}/merge', { params, keepalive, body: { into: action.into } }))
  }
}

export function keep(queries: QueryClient, inquiry: Inquiry): void {
  queries.setQueryData(keys.inquiry(inquiry.id), inquiry)
  for (const queryKey of [keys.folders, keys.alerts, keys.item(inquiry.itemId)]) void queries.invalidateQueries({ queryKey })
}

export function useAct(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key, ...action }: Action & { key?: string }) => act(id, action as Action, key),
    onSuccess: (inquiry) => {
      keep(queries, inquiry)
      if (inquiry.id !== id) void queries.invalidateQueries({ queryKey: keys.inquiry(id) }) // merged: the other one goes on
    },
  })
}

/** Adds a customer to an open inquiry instead of asking twice. A draft that was begun for it ends there. */
export function useJoin() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, draft, ...who }: { id: string; draft?: string; customerRef?: string; crmCaseId?: string }) => {
      const joined = await act(id, { do: 'join', ...who })
      return draft ? act(draft, { do: 'merge', into: id }) : joined
    },
    onSuccess: (inquiry, { draft }) => {
      keep(queries, inquiry)
      if (draft) void queries.invalidateQueries({ queryKey: keys.inquiry(draft) })
    },
  })
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
  urgencyReason?: string
  fields: Values
  send: boolean
}

/** Raises an inquiry. The key makes a repeated try, after a lost answer, give the same inquiry; one that outlives its page is sent although the window closes. */
export function raise(body: NewInquiry, key: string, outlives = false): Promise<Inquiry> {
  return answer(client.POST('/v1/inquiries', { params: { header: { 'Idempotency-Key': key } }, keepalive: outlives, body }))
}

export function useRaise() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key, ...body }: NewInquiry & { key: string }) => raise(body, key),
    onSuccess: (inquiry) => keep(queries, inquiry),
  })
}

/** Raises up to 100 inquiries, each with an answer of its own. The key makes a repeated try give the same ones. */
export function useRaiseMany() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key, items }: { items: NewInquiry[]; key: string }) =>
      answer(client.POST('/v1/inquiries/batch', { params: { header: { 'Idempotency-Key': key } }, body: { items } })),
    onSuccess: () => Promise.all([keys.folders, keys.items].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  })
}

/** Fetches the whole history as a file and lets the browser save it. */
export function useSaveHistory(id: string, name: string) {
  return useMutation({
    mutationFn: async (format: 'csv' | 'json') => {
      const file = await answer(client.GET('/v1/inquiries/{id}/history', { params: { path: { id }, query: { format } }, parseAs: 'blob' }))
      saveFile(file, `${name}.${format}`)
    },
  })
}
