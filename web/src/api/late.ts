import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { saveFile } from './files'
import { keys } from './keys'
import type { LateRole } from './types'

export interface LateQuery {
  role: LateRole
  /** Of people of the network, who belong to no operator. */
  operator: string
  lane: string
  product: string
  stage: string
}

type Stage = 'departure' | 'arrival' | 'delivery'

function asked({ role, operator, lane, product, stage }: LateQuery) {
  return {
    role,
    ...(operator ? { operator } : {}),
    ...(lane ? { lane } : {}),
    ...(product ? { product } : {}),
    ...(stage ? { stage: stage as Stage } : {}),
  }
}

/** Late items, page by page, the latest first. */
export function useLateItems(query: LateQuery, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: [...keys.late, 'list', query],
    queryFn: ({ pageParam }) =>
      answer(client.GET('/v1/late-items', { params: { query: { ...asked(query), ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor || undefined,
    enabled,
  })
}

export function useLateLanes(role: LateRole, operator: string, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.late, 'lanes', role, operator],
    queryFn: () => answer(client.GET('/v1/late-items/lanes', { params: { query: { role, ...(operator ? { operator } : {}) } } })),
    enabled,
  })
}

/** Fetches the list as a file and lets the browser save it. */
export function useSaveLate(name: string) {
  return useMutation({
    mutationFn: async (query: LateQuery) =>
      saveFile(await answer(client.GET('/v1/late-items/export', { params: { query: asked(query) }, parseAs: 'blob' })), name),
  })
}

export function useDataHub(month: string) {
  return useQuery({
    queryKey: [...keys.hub, month],
    queryFn: () => answer(client.GET('/v1/data-hub', { params: { query: { month } } })),
  })
}

export interface HubCell {
  month: string
  from: string
  to: string
  code: string
}

/** A sample of the items of which something did not come. */
export function useMissing(cell: HubCell | undefined) {
  return useQuery({
    queryKey: [...keys.hub, 'missing', cell],
    queryFn: () => answer(client.GET('/v1/data-hub/missing', { params: { query: cell ?? { month: '', from: '', to: '', code: '' } } })),
    enabled: cell !== undefined && cell.to !== '',
  })
}
