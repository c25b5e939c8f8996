import { useQuery } from '@tanstack/react-query'
import { answer } from './client'
import { keys } from './keys'
import { later } from './later'
import { asProblem } from './problem'

/** A text that a post's own people insert, with placeholders; see logic/templates. */
export interface Template {
  id: string
  kind: string
  name: string
  language: string
  workflow?: string
  code?: string
  text: string
}

/** An agent of one's own operator, to whom work can be given. */
export interface Agent {
  subject: string
  name: string
}

const HOUR = 3_600_000

/** The templates of one's operator; none where the API has none. */
export function useTemplates() {
  return useQuery({
    queryKey: keys.templates,
    queryFn: () =>
      answer<{ items: Template[] }>(later.GET('/v1/templates'))
        .then(({ items }) => items ?? [])
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
    queryFn: () => answer<{ items: Agent[] }>(later.GET('/v1/agents', { params: { query: { centre } } })).then(({ items }) => items ?? []),
    enabled: wanted && centre !== '',
    staleTime: HOUR / 6,
    retry: false,
  })
}
