import { useMutation, useQuery } from '@tanstack/react-query'
import { trackingFileType } from '../logic/trackingFiles'
import { answer, client } from './client'
import { put } from './documents'
import type { components } from './schema'

export type TrackingUpload = components['schemas']['TrackingUploadView']

/** Announces a file of tracking messages and sends it straight to the store; answers its receipt. */
export function useSendTrackingFile() {
  return useMutation({
    mutationKey: ['upload'],
    mutationFn: async ({ file, onPercent }: { file: File; onPercent(percent: number): void }) => {
      const { receipt, send } = await answer(
        client.POST('/v1/tracking/uploads', {
          params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
          body: { name: file.name, size: file.size, contentType: trackingFileType(file.name) },
        }),
      )
      await put(send, file, onPercent)
      return receipt
    },
  })
}

const AGAIN_MS = 2_000

/** How far a file has come: asked again until it was taken or refused. */
export function useTrackingUpload(receipt: string) {
  return useQuery({
    queryKey: ['tracking-uploads', receipt],
    queryFn: () => answer(client.GET('/v1/tracking/uploads/{receipt}', { params: { path: { receipt } } })),
    refetchInterval: ({ state }) => (state.data && ['sent', 'refused'].includes(state.data.state) ? false : AGAIN_MS),
  })
}
