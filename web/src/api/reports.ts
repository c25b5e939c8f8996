import { useMutation, useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'
import type { Report } from './types'

export function useReports() {
  return useQuery({ queryKey: keys.reports, queryFn: () => answer(client.GET('/v1/reports')) })
}

export function useReport(id: string) {
  return useQuery({
    queryKey: keys.report(id),
    queryFn: async () => (await answer(client.GET('/v1/reports/{id}', { params: { path: { id } } }))) as Report,
    enabled: id !== '',
  })
}

/** Asks for an address that is good for a few minutes, and goes there: the browser saves the file. */
export function useDownload() {
  return useMutation({
    mutationFn: ({ id, format }: { id: string; format: 'csv' | 'xlsx' }) =>
      answer(client.GET('/v1/reports/{id}/download', { params: { path: { id }, query: { format } } })),
    onSuccess: ({ url }) => window.location.assign(url),
  })
}
