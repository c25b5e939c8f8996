import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client, ifMatch } from './client'
import type { components } from './schema'

type Schemas = components['schemas']
/** Where one's own post's systems are called. */
export type Endpoint = Schemas['EndpointView']
export type EndpointTerms = Schemas['TermsView']
/** An endpoint with what nobody is shown again. */
export type EndpointWithSecret = Schemas['SecretView']
export type Attempt = Schemas['AttemptView']
export type Delivery = Schemas['DeliveryView']
export type Ping = Schemas['PingView']
export const STATES: readonly Delivery['state'][] = ['waiting', 'failed', 'delivered']
export type DeliveryState = Delivery['state']

/** What an administrator sets. */
export type EndpointSettings = Schemas['WebhookSettingsBody']

const root = ['webhooks'] as const
const one = (id: string) => [...root, 'one', id] as const
/** How often a page looks again while somebody looks at it. */
const EVERY = 15_000

export function useEndpoints() {
  return useQuery({
    queryKey: [...root, 'list'],
    queryFn: () => answer(client.GET('/v1/webhooks/endpoints')),
    refetchInterval: EVERY,
  })
}

export function useEndpoint(id: string) {
  return useQuery({
    queryKey: one(id),
    queryFn: () => answer(client.GET('/v1/webhooks/endpoints/{id}', { params: { path: { id } } })),
    refetchInterval: EVERY,
  })
}

export function useDeliveries(id: string, state: DeliveryState | undefined) {
  return useInfiniteQuery({
    queryKey: [...one(id), 'deliveries', state ?? ''],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/v1/webhooks/endpoints/{id}/deliveries', {
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
    queryFn: () => answer(client.GET('/v1/webhooks/deliveries/{id}', { params: { path: { id } } })),
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
      answer(client.POST('/v1/webhooks/endpoints', { params: { header: { 'Idempotency-Key': once } }, body })),
    true,
  )

export const useChangeEndpoint = () =>
  useStep(({ id, version, ...body }: EndpointSettings & At) =>
    answer(client.PUT(ENDPOINT, { params: { path: { id }, ...ifMatch(version) }, body })),
  )

export const useDeleteEndpoint = () =>
  useStep(({ id, version }: At) => answer(client.DELETE(ENDPOINT, { params: { path: { id }, ...ifMatch(version) } })))

export const useRotateSecret = () =>
  useStep(
    ({ id, version, overlapHours }: At & { overlapHours: number }) =>
      answer(client.POST(`${ENDPOINT}/rotate`, { params: { path: { id }, ...ifMatch(version) }, body: { overlapHours } })),
    true,
  )

export const useSwitchEndpoint = () =>
  useStep(({ id, on }: { id: string; on: boolean }) =>
    answer(client.POST(`${ENDPOINT}/switch`, { params: { path: { id } }, body: { on } })),
  )

export const usePing = () => useStep((id: string) => answer(client.POST(`${ENDPOINT}/ping`, { params: { path: { id } } })))

export const useReplay = () =>
  useStep((id: string) => answer(client.POST('/v1/webhooks/deliveries/{id}/replay', { params: { path: { id } } })))

/** Everything that failed, or a range of time: asked for until all are done. */
export const useReplayMany = () =>
  useStep(async ({ id, ...what }: { id: string; state?: 'failed'; from?: string; to?: string }) => {
    let replayed = 0
    for (let cursor = ''; ; ) {
      const done = await answer(
        client.POST(`${ENDPOINT}/replay`, { params: { path: { id } }, body: { ...what, ...(cursor ? { cursor } : {}) } }),
      )
      replayed += done.replayed
      cursor = done.nextCursor
      if (!cursor) return replayed
    }
  })
