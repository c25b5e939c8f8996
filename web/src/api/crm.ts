import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client, ifMatch } from './client'
import type { components } from './schema'

type Schemas = components['schemas']
/** A system of the operator's that sends events. */
export type Integration = Schemas['CrmIntegrationView']
export type IntegrationTerms = Schemas['CrmTermsView']
/** With what nobody is shown again. */
export type IntegrationSecret = Schemas['CrmSecretView']
export type Rule = Schemas['CrmRuleBody']
export type Mapping = Schemas['CrmMappingBody']
export type MappingVersion = Schemas['CrmMappingView']
export type Tried = Schemas['CrmTriedView']
export type Ready = Schemas['CrmReadyView']
export type CrmEvent = Schemas['CrmEventView']
export type CrmEventDetails = Schemas['CrmEventDetails']
export type EventState = CrmEvent['state']

const ALL = ['crm'] as const
const INTEGRATIONS = '/v1/crm/integrations'
const ONE = '/v1/crm/integrations/{id}'

export function useIntegrations(enabled: boolean) {
  return useQuery({
    queryKey: [...ALL, 'integrations'],
    queryFn: () => answer(client.GET(INTEGRATIONS)),
    enabled,
  })
}

export function useIntegration(id: string, enabled: boolean) {
  return useQuery({
    queryKey: [...ALL, 'integration', id],
    queryFn: () => answer(client.GET(ONE, { params: { path: { id } } })),
    enabled,
  })
}

/** Mappings to begin with; they change with a release only. */
export function useReadyMappings() {
  return useQuery({
    queryKey: ['crm-ready'],
    queryFn: () => answer(client.GET('/v1/crm/mappings')),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

function useChange<In, Out>(change: (what: In) => Promise<Out>, gcTime?: number) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: ALL }), gcTime })
}

export const useCreateIntegration = () =>
  useChange(
    ({ once, ...body }: { once: string; name: string; centre: string; system?: string }) =>
      answer(client.POST(INTEGRATIONS, { params: { header: { 'Idempotency-Key': once } }, body })),
    0, // the secret is shown and then forgotten
  )

export const useRotateSecret = () =>
  useChange(
    ({ id, version, overlapHours }: { id: string; version: number; overlapHours: number }) =>
      answer(client.POST(`${ONE}/rotate`, { params: { path: { id }, ...ifMatch(version) }, body: { overlapHours } })),
    0,
  )

export const useChangeIntegration = () =>
  useChange(({ id, version, ...body }: { id: string; version: number; on?: boolean; name?: string; centre?: string }) =>
    answer(client.PATCH(ONE, { params: { path: { id }, ...ifMatch(version) }, body })),
  )

export const useDeleteIntegration = () =>
  useChange(({ id, version }: { id: string; version: number }) =>
    answer(client.DELETE(ONE, { params: { path: { id }, ...ifMatch(version) } })),
  )

export function useMapping(id: string, version?: number) {
  return useQuery({
    queryKey: [...ALL, 'mapping', id, version ?? 'live'],
    queryFn: () => answer(client.GET(`${ONE}/mapping`, { params: { path: { id }, query: version ? { version } : {} } })),
    placeholderData: version ? keepPreviousData : undefined,
  })
}

export function useMappingVersions(id: string) {
  return useQuery({
    queryKey: [...ALL, 'versions', id],
    queryFn: () => answer(client.GET(`${ONE}/mapping/versions`, { params: { path: { id } } })),
  })
}

export const useSetMapping = (id: string) =>
  useChange(({ seen, mapping }: { seen: number; mapping: Mapping }) =>
    answer(client.PUT(`${ONE}/mapping`, { params: { path: { id }, ...ifMatch(seen) }, body: mapping })),
  )

/** What a mapping would make of a sample; nothing comes of it. Asked again whenever either changes. */
export function useTry(what: { mapping: Mapping; sample: string; centre: string } | undefined) {
  return useQuery({
    queryKey: ['crm-try', what],
    queryFn: what ? () => answer(client.POST('/v1/crm/mappings/try', { body: what })) : skipToken,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
}

export function useEvents(id: string, state: EventState, cursor: string) {
  return useQuery({
    queryKey: [...ALL, 'events', id, state, cursor],
    queryFn: () => answer(client.GET(`${ONE}/events`, { params: { path: { id }, query: { state, ...(cursor ? { cursor } : {}) } } })),
  })
}

/** An event with its body. That somebody looks is recorded, so it is asked for when it is to be shown, and not again by itself. */
export function useEvent(id: string, event: string) {
  return useQuery({
    queryKey: ['crm-event', id, event],
    queryFn: () => answer(client.GET(`${ONE}/events/{event}`, { params: { path: { id, event } } })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

export const useReplay = (id: string) =>
  useChange(({ event, body }: { event: string; body?: string }) =>
    answer(client.POST(`${ONE}/events/{event}/replay`, { params: { path: { id, event } }, body: body === undefined ? {} : { body } })),
  )

export const useDismissEvent = (id: string) =>
  useChange(({ event }: { event: string }) => answer(client.POST(`${ONE}/events/{event}/dismiss`, { params: { path: { id, event } } })))
