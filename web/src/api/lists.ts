import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client, ifMatch } from './client'
import { keys } from './keys'
import { pollEvery } from './polling'
import type { SavedList } from './types'

/** The saved lists that are shared with the person, those with the latest news first. */
export function useLists(wanted = true) {
  return useQuery({
    queryKey: keys.listOfLists,
    queryFn: async () => (await answer(client.GET('/v1/lists'))).items,
    enabled: wanted,
    refetchInterval: pollEvery,
  })
}

export function useList(id: string) {
  return useQuery({
    queryKey: keys.list(id),
    queryFn: () => answer(client.GET('/v1/lists/{id}', { params: { path: { id } } })),
    refetchInterval: pollEvery,
  })
}

/** What is being asked about the items that are shown, by item. */
export function useAskedAbout(id: string, items: readonly string[]) {
  return useQuery({
    queryKey: keys.listAsked(id, items),
    queryFn: async () => {
      const { items: asked } = await answer(
        client.GET('/v1/lists/{id}/inquiries', { params: { path: { id }, query: { items: [...items] } }, querySerializer: commas }),
      )
      return new Map(asked.map((one) => [one.itemId, one.inquiries]))
    },
    enabled: items.length > 0,
    staleTime: 60_000,
  })
}

const commas = (query: { items?: string[] | null }) => `items=${(query.items ?? []).map(encodeURIComponent).join(',')}`

export interface ListForm {
  name: string
  note: string
  shared: 'centre' | 'operator'
}

/** Saves a new list; the key makes a repeated try save it once. */
export function useCreateList() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key, centre, ...form }: ListForm & { key: string; centre: string }) =>
      answer(
        client.POST('/v1/lists', {
          params: { header: { 'Idempotency-Key': key } },
          body: { ...form, ...(centre ? { centre } : {}) },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.lists }),
  })
}

export function useChangeList() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, version, ...body }: Partial<ListForm> & { id: string; version: number; renew?: boolean }) =>
      answer(client.PATCH('/v1/lists/{id}', { params: { path: { id }, ...ifMatch(version) }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.lists }),
  })
}

export function useDeleteList() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, version }: Pick<SavedList, 'id' | 'version'>) =>
      answer(client.DELETE('/v1/lists/{id}', { params: { path: { id }, ...ifMatch(version) } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.listOfLists }),
  })
}

export function useAddToList(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (text: string) => answer(client.POST('/v1/lists/{id}/items', { params: { path: { id } }, body: { text } })),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.lists }),
  })
}

export function useTakeOffList(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (items: string[]) => answer(client.POST('/v1/lists/{id}/items/remove', { params: { path: { id } }, body: { items } })),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.lists }),
  })
}

/** Marks the news that was shown as seen: upTo comes with the list, and what came since stays news. */
export function useSeeList(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (upTo: number) => answer(client.POST('/v1/lists/{id}/seen', { params: { path: { id } }, body: { upTo } })),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.lists }),
  })
}
