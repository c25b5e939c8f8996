import { useQueries, useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'

/** How far many items are; none is asked for while the list is empty. */
export function useItems(ids: readonly string[]) {
  return useQuery({
    queryKey: [...keys.items, 'many', ...ids],
    queryFn: () =>
      answer(
        client.GET('/v1/items', { params: { query: { ids: [...ids] } }, querySerializer: { array: { style: 'form', explode: false } } }),
      ),
    enabled: ids.length > 0,
  })
}

/** What anybody may know of an item. */
export function usePublicItem(itemId: string) {
  return useQuery({
    queryKey: ['public', itemId],
    queryFn: () => answer(client.GET('/v1/public/items/{itemId}', { params: { path: { itemId } } })),
    enabled: itemId !== '',
    staleTime: 60_000,
    retry: false,
  })
}

const itemQuery = (itemId: string, at?: string) => ({
  queryKey: [...keys.item(itemId), at ?? ''],
  queryFn: () => answer(client.GET('/v1/items/{itemId}', { params: { path: { itemId }, query: { at } } })),
  enabled: itemId !== '',
})

/** An item; of a number that was used before, the one that bore it at an instant, else the latest. */
export function useItem(itemId: string, at?: string) {
  return useQuery(itemQuery(itemId, at))
}

/** Several items with everything that is known of them, in the order of their numbers. */
export function useWholeItems(ids: readonly string[]) {
  return useQueries({ queries: ids.map((id) => itemQuery(id)) })
}
