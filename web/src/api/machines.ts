import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from './client'
import { ifMatch, route } from './route'
import type { paths } from './schema'

type KeyList = paths['/v1/keys']['get']['responses'][200]['content']['application/json']
type Described = KeyList['items'][number]

/** An API key without its secret. */
export type MachineKey = Omit<Described, 'centre' | 'rotatedAt' | 'oldEndsAt' | 'revokedAt' | 'lastUsed'> & {
  centre: string | null
  rotatedAt: string | null
  oldEndsAt: string | null
  revokedAt: string | null
  lastUsed: string | null
}
export type Scope = 'read' | 'raise' | 'reply' | 'track' | 'administer'
export type KeyLimits = KeyList['terms']['limits']
export type KeyTerms = KeyList['terms']
/** A key with what nobody is shown again. */
export type IssuedKey = MachineKey & { key: string }

export interface NewKey {
  operator: string
  name: string
  contact: string
  centre?: string
  scopes: Scope[]
  days: number
  limits: Partial<KeyLimits>
}

const LIST = ['machine-keys'] as const

export function useMachineKeys(operator: string) {
  return useQuery({
    queryKey: [...LIST, operator],
    queryFn: () => answer<{ items: MachineKey[]; terms: KeyTerms }>(route.GET('/v1/keys', { params: { query: { operator } } })),
    enabled: operator !== '',
  })
}

export function useMakeKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ once, ...body }: NewKey & { once: string }) =>
      answer<IssuedKey>(route.POST('/v1/keys', { params: { header: { 'Idempotency-Key': once } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
    gcTime: 0, // the key is shown and then forgotten
  })
}

export function useRotateKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ prefix, version, overlapHours }: { prefix: string; version: number; overlapHours: number }) =>
      answer<IssuedKey>(
        route.POST('/v1/keys/{prefix}/rotate', { params: { path: { prefix }, ...ifMatch(version) }, body: { overlapHours } }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: LIST }),
    gcTime: 0,
  })
}

export function useRevokeKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ prefix, version }: { prefix: string; version: number }) =>
      answer<MachineKey>(route.POST('/v1/keys/{prefix}/revoke', { params: { path: { prefix }, ...ifMatch(version) } })),
    onSettled: () => queries.invalidateQueries({ queryKey: LIST }),
  })
}
