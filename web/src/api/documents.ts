import { useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { languageOf } from '../logic/languages'
import { answer, client } from './client'
import { openFile } from './files'
import { keys } from './keys'
import { isProblem, Problem, unreachable } from './problem'
import type { components } from './schema'
import type { Attachment, StoredDocument } from './types'

const UPLOAD = ['upload']

/** The documents of an inquiry, refused ones included. An API without documents has none. */
export function useDocuments(inquiry: string) {
  return useQuery({
    queryKey: keys.documents(inquiry),
    queryFn: () =>
      answer(client.GET('/v1/documents', { params: { query: { inquiry } } }))
        .then(({ items }) => items)
        .catch((error: unknown) => {
          if (isProblem(error, 'unexpected') || isProblem(error, 'not-found')) return []
          throw error
        }),
    enabled: inquiry !== '',
    staleTime: 30_000,
    retry: false,
  })
}

/** Asks for an address that is good for a few minutes, and goes there. */
export function useDownloadDocument() {
  return useMutation({
    mutationFn: (id: string) => answer(client.GET('/v1/documents/{id}/download', { params: { path: { id } } })),
    onSuccess: ({ url }) => openFile(url),
  })
}

/** The document itself, fetched from such an address and kept as long as it is looked at. It is taken for what it was announced as, never for what it may pretend. */
export function useDocumentFile({ id, mediaType }: Pick<Attachment, 'id' | 'mediaType'>) {
  return useQuery({
    queryKey: keys.documentFile(id),
    queryFn: async () => {
      const { url } = await answer(client.GET('/v1/documents/{id}/download', { params: { path: { id } } }))
      const response = await fetch(url).catch(() => {
        throw unreachable()
      })
      if (!response.ok) throw new Problem('preview-failed', response.status, '')
      return new Blob([await response.arrayBuffer()], { type: mediaType })
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
}

export type Form = 'cn08' | 'cn18'

const FORM_PATHS = { cn08: '/v1/documents/forms/cn08', cn18: '/v1/documents/forms/cn18' } as const

/** The inquiry printed like the form of the UPU, in French and a second language. */
export function useForm(inquiry: string, language: string) {
  const lang = languageOf(language) ?? 'en'
  return useMutation({
    mutationFn: (form: Form) => answer(client.GET(FORM_PATHS[form], { params: { query: { inquiry, lang } } })),
    onSuccess: ({ url }) => openFile(url),
  })
}

/** What is happening to a file: how much has arrived, then being checked. */
export type Progress = { percent: number } | 'checking'

export interface Sending {
  inquiryId: string
  file: File
  onProgress(progress: Progress): void
}

/** Sends a file to the inquiry and answers the document's id: announced, uploaded straight to the store, then checked and recorded. */
export function useUpload() {
  const again = useReadAgain()
  return useMutation({
    mutationKey: UPLOAD,
    mutationFn: async ({ inquiryId, file, onProgress }: Sending) => {
      const body = { inquiryId, name: file.name, mediaType: file.type, size: file.size, sha256: await checksum(file) }
      const { id, upload } = await answer(
        client.POST('/v1/documents', { params: { header: { 'Idempotency-Key': crypto.randomUUID() } }, body }),
      )
      if (upload) await put(upload, file, (percent) => onProgress({ percent }))
      onProgress('checking')
      const stored = await answer(client.POST('/v1/documents/{id}/complete', { params: { path: { id } } }))
      if (stored.state === 'rejected') throw refusalOf(stored)
      return id
    },
    onSettled: (_id, _error, { inquiryId }) => again(inquiryId),
  })
}

/** Finishes what was begun: the file is checked and recorded if it arrived. */
export function useComplete(inquiry: string) {
  const again = useReadAgain()
  return useMutation({
    mutationFn: (id: string) => answer(client.POST('/v1/documents/{id}/complete', { params: { path: { id } } })),
    onSettled: () => again(inquiry),
  })
}

/** Takes back a document that was announced and never looked into. */
export function useWithdraw(inquiry: string) {
  const again = useReadAgain()
  return useMutation({
    mutationFn: (id: string) => answer(client.DELETE('/v1/documents/{id}', { params: { path: { id } } })),
    onSettled: () => again(inquiry),
  })
}

function useReadAgain() {
  const queries = useQueryClient()
  return (inquiry: string) =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keys.inquiry(inquiry) }),
      queries.invalidateQueries({ queryKey: keys.documents(inquiry) }),
    ])
}

/** Whether this window is sending files: what is on its way is not yet left behind. */
export const useIsUploading = () => useIsMutating({ mutationKey: UPLOAD }) > 0

/** Why a document was refused, as the problem that its uploader was told. */
export function refusalOf({ rejected, reason }: Pick<StoredDocument, 'rejected' | 'reason'>): Problem {
  return new Problem(rejected?.slug ?? 'document-refused', 422, reason ?? '')
}

async function checksum(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** fetch can't tell how much has been sent. */
export function put(
  { url, method, headers }: Pick<components['schemas']['ExchangeSend'], 'url' | 'method' | 'headers'>,
  file: File,
  onPercent: (percent: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method || 'PUT', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onPercent(total ? Math.round((100 * loaded) / total) : 0)
    request.onload = () => (request.status < 300 ? resolve() : reject(new Problem('upload-failed', request.status, '')))
    request.onerror = () => reject(unreachable())
    request.send(file)
  })
}
