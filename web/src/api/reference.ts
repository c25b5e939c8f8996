import { useQuery } from '@tanstack/react-query'
import type { Spec } from '../logic/openapi'
import { answer, client } from './client'
import { keys } from './keys'

/** The description of the API, which anybody may read. It is as old as the stack that serves it. */
export function useSpec() {
  return useQuery({
    queryKey: keys.reference,
    queryFn: async () => (await answer(client.GET('/v1/openapi.json'))) as unknown as Spec,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
