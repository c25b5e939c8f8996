import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'
import { pollEvery } from './polling'
import type { paths } from './schema'

type Ok<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { 'application/json': infer T } } } } } ? T : never

export type Desk = Ok<'/v1/team'>
export type Workload = Desk['people'][number]
export type Tally = Desk['today']

/** Who of a call centre works on what, as of now. */
export function useDesk(centre: string) {
  return useQuery({
    queryKey: keys.desk(centre),
    queryFn: () => answer(client.GET('/v1/team', { params: { query: { centre } } })),
    enabled: centre !== '',
    placeholderData: keepPreviousData,
    refetchInterval: pollEvery,
  })
}

/** What one person has to do, or "none" what nobody has, the most pressing first. */
export function useDeskWork(centre: string, agent: string) {
  return useQuery({
    queryKey: [...keys.desk(centre), agent],
    queryFn: () => answer(client.GET('/v1/team/inquiries', { params: { query: { centre, agent } } })),
    enabled: centre !== '' && agent !== '',
    placeholderData: keepPreviousData,
    refetchInterval: pollEvery,
  })
}
