import { useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'
import type { Transport } from './types'

export function useTransport(transportId: string) {
  return useQuery({
    queryKey: keys.transport(transportId),
    queryFn: async () => (await answer(client.GET('/v1/transports/{transportId}', { params: { path: { transportId } } }))) as Transport,
    enabled: transportId !== '',
  })
}
