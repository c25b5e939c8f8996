import { useQuery } from '@tanstack/react-query'
import type { Spec } from '../logic/openapi'
import { answer, client } from './client'
import { keys } from './keys'

/** The description of the API, which anybody may read. It is as old as the stack that serves it. Its own shape is OpenAPI's, which it does not describe. */
export function useSpec() {
  return useQuery({
    queryKey: keys.reference,
    queryFn: async (): Promise<Spec> => JSON.parse(await answer(client.GET('/v1/openapi.json', { parseAs: 'text' }))),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
