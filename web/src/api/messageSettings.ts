import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client, ifMatch } from './client'
import type { components } from './schema'

/** How the messages of one's own post are read. */
export type MessageSettings = components['schemas']['MessageSettings']

const key = (code: string) => ['administration', 'messages', code]

export function useMessageSettings(code: string) {
  return useQuery({
    queryKey: key(code),
    queryFn: () => answer(client.GET('/v1/operators/{code}/messages', { params: { path: { code } } })),
    refetchOnWindowFocus: false,
  })
}

export function useEditMessageSettings(code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ version, ...body }: Pick<MessageSettings, 'dialects' | 'codes' | 'unverified'> & { version: number }) =>
      answer(client.PUT('/v1/operators/{code}/messages', { params: { path: { code }, ...ifMatch(version) }, body })),
    onSuccess: (settings) => queries.setQueryData(key(code), settings),
  })
}

/** Tries a sample with dialects that are not set yet. */
export function useTrialWith() {
  return useMutation({
    mutationFn: async ({ text, dialects }: { text: string; dialects: MessageSettings['dialects'] }) => ({
      text,
      ...(await answer(client.POST('/v1/tracking/messages/trial', { body: { text, dialects } }))),
    }),
  })
}
