import { useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'

export function useItem(itemId: string) {
  return useQuery({
    queryKey: keys.item(itemId),
    queryFn: () => answer(client.GET('/v1/items/{itemId}', { params: { path: { itemId } } })),
    enabled: itemId !== '',
  })
}
