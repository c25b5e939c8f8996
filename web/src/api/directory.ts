import { useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'

const HOUR = 3_600_000

export function useMe() {
  return useQuery({ queryKey: keys.me, queryFn: () => answer(client.GET('/v1/me')), staleTime: HOUR })
}

export function useOperators() {
  return useQuery({ queryKey: keys.operators, queryFn: () => answer(client.GET('/v1/operators')), staleTime: HOUR })
}

export function useCentres() {
  return useQuery({ queryKey: keys.centres, queryFn: () => answer(client.GET('/v1/call-centres')), staleTime: HOUR })
}

/** One call centre with what is true now: whether it is open, its local time and when that changes. */
export function useCentre(id: string | undefined) {
  return useQuery({
    queryKey: keys.centre(id ?? ''),
    queryFn: () => answer(client.GET('/v1/call-centres/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: Boolean(id),
    staleTime: 60_000,
    refetchInterval: 60_000,
  })
}

/** The catalogue release in force, or the one an inquiry was made with. A release never changes. */
export function useRelease(version = '') {
  return useQuery({
    queryKey: keys.release(version),
    queryFn: () => answer(client.GET('/v1/workflows', { params: version ? { query: { version } } : {} })),
    staleTime: HOUR,
  })
}
