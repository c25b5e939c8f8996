import { useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'

/** An item; of a number that was used before, the one that bore it at an instant, else the latest. */
export function useItem(itemId: string, at?: string) {
  return useQuery({
    queryKey: [...keys.item(itemId), at ?? ''],
    queryFn: () => answer(client.GET('/v1/items/{itemId}', { params: { path: { itemId }, query: { at } } })),
    enabled: itemId !== '',
  })
}
