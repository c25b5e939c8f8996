import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client, ifMatch } from './client'
import type { Role } from './people'
import type { paths } from './schema'

const PATH = '/v1/agents/invitations'
type Listed = paths[typeof PATH]['get']['responses'][200]['content']['application/json']

export type Invitation = Listed['items'][number]

export interface Invited {
  name: string
  language: string
  callCentres: string[]
  roles: Role[]
}

const LIST = ['invitations'] as const

/** The invitations of one's own operator, the newest first, with those that ended lately. */
export function useInvitations() {
  return useQuery({ queryKey: LIST, queryFn: () => answer(client.GET(PATH)) })
}

/** Does something to an invitation, and loads the list again whatever came of it. */
function useStep<Wish, Answer>(step: (wish: Wish) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: step, onSettled: () => queries.invalidateQueries({ queryKey: LIST }) })
}

export function useInvite() {
  return useStep(({ once, ...body }: Invited & { email: string; once: string }) =>
    answer(client.POST(PATH, { params: { header: { 'Idempotency-Key': once } }, body })),
  )
}

export function useChangeInvitation() {
  return useStep(({ of: { id, version }, ...body }: Invited & { of: Invitation }) =>
    answer(client.PATCH(`${PATH}/{id}`, { params: { path: { id }, ...ifMatch(version) }, body })),
  )
}

export function useSendInvitation() {
  return useStep(({ id, version }: Invitation) =>
    answer(client.POST(`${PATH}/{id}/send`, { params: { path: { id }, ...ifMatch(version) } })),
  )
}

export function useWithdrawInvitation() {
  return useStep(({ id, version }: Invitation) => answer(client.DELETE(`${PATH}/{id}`, { params: { path: { id }, ...ifMatch(version) } })))
}
