import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import type { Trial } from './messages'
import { ifMatch } from './route'
import type { paths } from './schema'

type Settings = paths['/v1/operators/{code}/messages']['get']['responses'][200]['content']['application/json']

/** How the messages of one's own post are read. */
export type MessageSettings = Omit<Settings, 'at' | 'by'> & { at: string | null; by: Settings['by'] | null }

const key = (code: string) => ['administration', 'messages', code]

export function useMessageSettings(code: string) {
  return useQuery({
    queryKey: key(code),
    queryFn: async () => (await answer(client.GET('/v1/operators/{code}/messages', { params: { path: { code } } }))) as MessageSettings,
    refetchOnWindowFocus: false,
  })
}

export function useEditMessageSettings(code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ version, ...body }: Pick<MessageSettings, 'dialects' | 'codes' | 'unverified'> & { version: number | undefined }) =>
      answer(client.PUT('/v1/operators/{code}/messages', { params: { path: { code }, ...ifMatch(version) }, body })),
    onSuccess: (settings) => queries.setQueryData(key(code), settings),
  })
}

/** Tries a sample with dialects that are not set yet. */
export function useTrialWith() {
  return useMutation({
    mutationFn: async ({ text, dialects }: { text: string; dialects: MessageSettings['dialects'] }) => ({
      text,
      ...((await answer(client.POST('/v1/tracking/messages/trial', { body: { text, dialects } }))) as Trial),
    }),
  })
}
