import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client, ifMatch } from './client'
import { keys } from './keys'
import type { paths } from './schema'

type Listed = paths['/v1/agents']['get']['responses'][200]['content']['application/json']['items'][number]
type Body = paths['/v1/agents/{subject}']['put']['requestBody']['content']['application/json']

/** Somebody of one's own operator, as its administrator sees them. */
export type Person = Omit<Listed, 'administration'> & { administration: NonNullable<Listed['administration']> }
export type Role = 'agent' | 'supervisor' | 'operator-administrator'

const PEOPLE = ['people']

/** Everybody of one's own operator, by name, who is let in no more too. */
export function usePeople() {
  return useQuery({
    queryKey: PEOPLE,
    queryFn: () =>
      answer(client.GET('/v1/agents', { params: { query: { inactive: true } } })).then(({ items }) =>
        items.flatMap((one) => (one.administration ? [one as Person] : [])),
      ),
  })
}

export interface Wish {
  subject: string
  version: number
  callCentres: string[]
  roles: Role[]
  active: boolean
  /** Call centres where they work no more: what they have there becomes nobody's. */
  leaves: readonly string[]
}

/** Changes somebody, and then takes what they have where they work no more; answers how much that was. */
export function useSetPerson() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ subject, version, callCentres, roles, active, leaves }: Wish): Promise<number> => {
      const body: Body = { callCentres, roles, active }
      const params = { path: { subject }, ...ifMatch(version) }
      await answer(client.PUT('/v1/agents/{subject}', { params, body }))
      let released = 0
      for (const centre of leaves)
        for (let more = true; more; ) {
          const part = await answer(client.POST('/v1/team/release', { body: { centre, agent: subject } }))
          released += part.released
          more = part.more
        }
      return released
    },
    onSettled: () =>
      Promise.all(
        [PEOPLE, keys.folders, ['agents'], ['colleagues']].map((queryKey) => queries.invalidateQueries({ queryKey: [...queryKey] })),
      ),
  })
}
