import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client, ifMatch } from './client'
import type { components } from './schema'

type Schemas = components['schemas']
/** An API key without its secret. */
export type MachineKey = Schemas['KeyView']
export type Scope = MachineKey['scopes'][number]
export type KeyLimits = Schemas['KeyLimits']
export type KeyTerms = Schemas['KeyTerms']
/** A key with what nobody is shown again. */
export type IssuedKey = Schemas['IssuedKey']
export type NewKey = Schemas['Make-keyRequest']

const LIST = ['machine-keys'] as const

export function useMachineKeys(operator: string) {
  return useQuery({
    queryKey: [...LIST, operator],
    queryFn: () => answer(client.GET('/v1/keys', { params: { query: { operator } } })),
    enabled: operator !== '',
  })
}

export function useMakeKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ once, ...body }: NewKey & { once: string }) =>
      answer(client.POST('/v1/keys', { params: { header: { 'Idempotency-Key': once } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
    gcTime: 0, // the key is shown and then forgotten
  })
}

export function useRotateKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ prefix, version, overlapHours }: { prefix: string; version: number; overlapHours: number }) =>
      answer(client.POST('/v1/keys/{prefix}/rotate', { params: { path: { prefix }, ...ifMatch(version) }, body: { overlapHours } })),
    onSettled: () => queries.invalidateQueries({ queryKey: LIST }),
    gcTime: 0,
  })
}

export function useRevokeKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ prefix, version }: { prefix: string; version: number }) =>
      answer(client.POST('/v1/keys/{prefix}/revoke', { params: { path: { prefix }, ...ifMatch(version) } })),
    onSettled: () => queries.invalidateQueries({ queryKey: LIST }),
  })
}
