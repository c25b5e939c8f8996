import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from './client'
import { ifMatch, route } from './route'
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
export type EventState = 'waiting' | 'done' | 'dismissed'

const ALL = ['crm'] as const
const INTEGRATIONS = '/v1/crm/integrations'
const ONE = '/v1/crm/integrations/{id}'

export function useIntegrations(enabled: boolean) {
  return useQuery({
    queryKey: [...ALL, 'integrations'],
    queryFn: () => answer<{ items: Integration[]; terms: IntegrationTerms }>(route.GET(INTEGRATIONS)),
    enabled,
  })
}

export function useIntegration(id: string, enabled: boolean) {
  return useQuery({
    queryKey: [...ALL, 'integration', id],
    queryFn: () => answer<Integration>(route.GET(ONE, { params: { path: { id } } })),
    enabled,
  })
}

/** Mappings to begin with; they change with a release only. */
export function useReadyMappings() {
  return useQuery({
    queryKey: ['crm-ready'],
    queryFn: () => answer<{ items: Ready[] }>(route.GET('/v1/crm/mappings')),
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
      answer<IntegrationSecret>(route.POST(INTEGRATIONS, { params: { header: { 'Idempotency-Key': once } }, body })),
    0, // the secret is shown and then forgotten
  )

export const useRotateSecret = () =>
  useChange(
    ({ id, version, overlapHours }: { id: string; version: number; overlapHours: number }) =>
      answer<IntegrationSecret>(route.POST(`${ONE}/rotate`, { params: { path: { id }, ...ifMatch(version) }, body: { overlapHours } })),
    0,
  )

export const useChangeIntegration = () =>
  useChange(({ id, version, ...body }: { id: string; version: number; on?: boolean; name?: string; centre?: string }) =>
    answer<Integration>(route.PATCH(ONE, { params: { path: { id }, ...ifMatch(version) }, body })),
  )

export const useDeleteIntegration = () =>
  useChange(({ id, version }: { id: string; version: number }) =>
    answer<void>(route.DELETE(ONE, { params: { path: { id }, ...ifMatch(version) } })),
  )

export function useMapping(id: string, version?: number) {
  return useQuery({
    queryKey: [...ALL, 'mapping', id, version ?? 'live'],
    queryFn: () =>
      answer<MappingVersion>(route.GET(`${ONE}/mapping`, { params: { path: { id }, query: version ? { version: String(version) } : {} } })),
    placeholderData: version ? keepPreviousData : undefined,
  })
}

export function useMappingVersions(id: string) {
  return useQuery({
    queryKey: [...ALL, 'versions', id],
    queryFn: () =>
      answer<{ items: Schemas['CrmMappingVersionView'][] }>(route.GET(`${ONE}/mapping/versions`, { params: { path: { id } } })),
  })
}

export const useSetMapping = (id: string) =>
  useChange(({ seen, mapping }: { seen: number; mapping: Mapping }) =>
    answer<MappingVersion>(
      route.PUT(`${ONE}/mapping`, { params: { path: { id }, ...ifMatch(seen > 0 ? seen : undefined) }, body: mapping }),
    ),
  )

/** What a mapping would make of a sample; nothing comes of it. Asked again whenever either changes. */
export function useTry(what: { mapping: Mapping; sample: string; centre: string } | undefined) {
  return useQuery({
    queryKey: ['crm-try', what],
    queryFn: () => answer<Tried>(route.POST('/v1/crm/mappings/try', { body: what })),
    enabled: what !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
}

export function useEvents(id: string, state: EventState, cursor: string) {
  return useQuery({
    queryKey: [...ALL, 'events', id, state, cursor],
    queryFn: () =>
      answer<{ items: CrmEvent[]; nextCursor: string }>(
        route.GET(`${ONE}/events`, { params: { path: { id }, query: { state, ...(cursor ? { cursor } : {}) } } }),
      ),
  })
}

/** An event with its body. That somebody looks is recorded, so it is asked for when it is to be shown, and not again by itself. */
export function useEvent(id: string, event: string) {
  return useQuery({
    queryKey: ['crm-event', id, event],
    queryFn: () => answer<CrmEventDetails>(route.GET(`${ONE}/events/{event}`, { params: { path: { id, event } } })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

export const useReplay = (id: string) =>
  useChange(({ event, body }: { event: string; body?: string }) =>
    answer<CrmEvent>(
      route.POST(`${ONE}/events/{event}/replay`, { params: { path: { id, event } }, body: body === undefined ? {} : { body } }),
    ),
  )

export const useDismissEvent = (id: string) =>
  useChange(({ event }: { event: string }) =>
    answer<CrmEvent>(route.POST(`${ONE}/events/{event}/dismiss`, { params: { path: { id, event } } })),
  )
