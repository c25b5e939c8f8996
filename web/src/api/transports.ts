import { useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'

export function useTransport(transportId: string) {
  return useQuery({
    queryKey: keys.transport(transportId),
    queryFn: () => answer(client.GET('/v1/transports/{transportId}', { params: { path: { transportId } } })),
    enabled: transportId !== '',
  })
}
