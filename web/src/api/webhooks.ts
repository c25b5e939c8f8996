import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from './client'
import { ifMatch, route } from './route'
import type { paths } from './schema'

type MayBeNull<T, K extends keyof T> = Omit<T, K> & { [P in K]: T[P] | null }
type EndpointList = paths['/v1/webhooks/endpoints']['get']['responses'][200]['content']['application/json']
type Described = EndpointList['items'][number]
type DescribedDelivery = paths['/v1/webhooks/deliveries/{id}']['get']['responses'][200]['content']['application/json']

/** Where one's own post's systems are called. */
export type Endpoint = MayBeNull<
  Described,
  'reason' | 'failingSince' | 'lastSuccess' | 'nextProbe' | 'disabledAt' | 'disabledBy' | 'oldSecretEndsAt'
>
export type EndpointTerms = EndpointList['terms']
/** An endpoint with what nobody is shown again. */
export type EndpointWithSecret = Endpoint & { secret: string }
export type Attempt = MayBeNull<DescribedDelivery['attempts'][number], 'status' | 'failure'>
export type Delivery = MayBeNull<Omit<DescribedDelivery, 'last' | 'attempts' | 'body' | 'endpointId'>, 'endedAt' | 'nextAt'> & {
  last?: Attempt | null
}
export type WholeDelivery = Delivery & { endpointId: string; body: string; attempts: Attempt[] }
export type Ping = { accepted: boolean; attempt: Attempt; body: string }
export const STATES = ['waiting', 'failed', 'delivered'] as const
export type DeliveryState = (typeof STATES)[number]

/** What an administrator sets. */
export interface EndpointSettings {
  name: string
  url: string
  types: string[]
  filter: { workflows?: string[]; products?: string[]; centres?: string[]; side?: string }
  contact: string
  language: string
}

const root = ['webhooks'] as const
const one = (id: string) => [...root, 'one', id] as const
/** How often a page looks again while somebody looks at it. */
const EVERY = 15_000

export function useEndpoints() {
  return useQuery({
    queryKey: [...root, 'list'],
    queryFn: () => answer<{ items: Endpoint[]; types: string[]; terms: EndpointTerms }>(route.GET('/v1/webhooks/endpoints')),
    refetchInterval: EVERY,
  })
}

export function useEndpoint(id: string) {
  return useQuery({
    queryKey: one(id),
    queryFn: () => answer<Endpoint>(route.GET('/v1/webhooks/endpoints/{id}', { params: { path: { id } } })),
    refetchInterval: EVERY,
  })
}

export function useDeliveries(id: string, state: DeliveryState | undefined) {
  return useInfiniteQuery({
    queryKey: [...one(id), 'deliveries', state ?? ''],
    queryFn: ({ pageParam }) =>
      answer<{ items: Delivery[]; nextCursor: string }>(
        route.GET('/v1/webhooks/endpoints/{id}/deliveries', {
          params: { path: { id }, query: { ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor || undefined,
    refetchInterval: EVERY,
  })
}

export function useDelivery(id: string) {
  return useQuery({
    queryKey: [...root, 'delivery', id],
    queryFn: () => answer<WholeDelivery>(route.GET('/v1/webhooks/deliveries/{id}', { params: { path: { id } } })),
    refetchInterval: EVERY,
  })
}

/** A step on endpoints or deliveries: whatever shows them is read again. */
function useStep<In, Out>(call: (input: In) => Promise<Out>, secret = false) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: call,
    onSettled: () => queries.invalidateQueries({ queryKey: root }),
    ...(secret ? { gcTime: 0 } : {}), // the secret is shown and then forgotten
  })
}

type At = { id: string; version: number }
const ENDPOINT = '/v1/webhooks/endpoints/{id}'

export const useCreateEndpoint = () =>
  useStep(
    ({ once, ...body }: EndpointSettings & { once: string }) =>
      answer<EndpointWithSecret>(route.POST('/v1/webhooks/endpoints', { params: { header: { 'Idempotency-Key': once } }, body })),
    true,
  )

export const useChangeEndpoint = () =>
  useStep(({ id, version, ...body }: EndpointSettings & At) =>
    answer<Endpoint>(route.PUT(ENDPOINT, { params: { path: { id }, ...ifMatch(version) }, body })),
  )

export const useDeleteEndpoint = () =>
  useStep(({ id, version }: At) => answer<undefined>(route.DELETE(ENDPOINT, { params: { path: { id }, ...ifMatch(version) } })))

export const useRotateSecret = () =>
  useStep(
    ({ id, version, overlapHours }: At & { overlapHours: number }) =>
      answer<EndpointWithSecret>(
        route.POST(`${ENDPOINT}/rotate`, { params: { path: { id }, ...ifMatch(version) }, body: { overlapHours } }),
      ),
    true,
  )

export const useSwitchEndpoint = () =>
  useStep(({ id, on }: { id: string; on: boolean }) =>
    answer<Endpoint>(route.POST(`${ENDPOINT}/switch`, { params: { path: { id } }, body: { on } })),
  )

export const usePing = () => useStep((id: string) => answer<Ping>(route.POST(`${ENDPOINT}/ping`, { params: { path: { id } } })))

export const useReplay = () =>
  useStep((id: string) => answer<Delivery>(route.POST('/v1/webhooks/deliveries/{id}/replay', { params: { path: { id } } })))

/** Everything that failed, or a range of time: asked for until all are done. */
export const useReplayMany = () =>
  useStep(async ({ id, ...what }: { id: string; state?: 'failed'; from?: string; to?: string }) => {
    let replayed = 0
    for (let cursor = ''; ; ) {
      const done = await answer<{ replayed: number; nextCursor: string }>(
        route.POST(`${ENDPOINT}/replay`, { params: { path: { id } }, body: { ...what, ...(cursor ? { cursor } : {}) } }),
      )
      replayed += done.replayed
      cursor = done.nextCursor
      if (!cursor) return replayed
    }
  })
