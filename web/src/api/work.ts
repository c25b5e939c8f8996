import { useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'
import { asProblem } from './problem'
import type { components } from './schema'

/** A text that a post's own people insert, with placeholders; see logic/templates. */
export type Template = components['schemas']['Template']

const HOUR = 3_600_000

/** The templates of one's operator; none where the API has none. */
export function useTemplates() {
  return useQuery({
    queryKey: keys.templates,
    queryFn: () =>
      answer(client.GET('/v1/templates'))
        .then(({ items }) => items)
        .catch((error: unknown) => {
          if (asProblem(error).status === 404) return []
          throw error
        }),
    staleTime: HOUR / 6,
    retry: false,
  })
}

export function useAgents(centre: string, wanted: boolean) {
  return useQuery({
    queryKey: keys.agents(centre),
    queryFn: () => answer(client.GET('/v1/agents', { params: { query: { centre } } })).then(({ items }) => items),
    enabled: wanted && centre !== '',
    staleTime: HOUR / 6,
    retry: false,
  })
}
