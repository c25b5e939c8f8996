import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'
import { ifMatch, route } from './route'
import type { CentreDetails, Operator } from './types'

/** Opening hours of a call centre: "1" is Monday; pairs of local times. */
export interface CalendarSpec {
  timeZone: string
  week: Record<string, [string, string][]>
  holidays: string[]
  special: Record<string, [string, string][]>
}

export interface CentreSettings {
  mute?: string[]
  mail?: string[]
  mailTo?: string[]
  digestAt?: string
}

export interface Period {
  opensOn?: string
  closesOn?: string
  replacedBy?: string
}

/** A call centre as its administrator edits it. */
export type EditedCentre = Omit<CentreDetails, 'calendar'> &
  Period & { calendar: CalendarSpec; version?: number; calendarVersion?: number; settings?: CentreSettings | null }

export interface HandOverRule {
  products?: string[]
  workflows?: string[]
  levels?: number[]
  languages?: string[]
  from?: string
  until?: string
  centre: string
}

export interface OperatorSettings {
  autoReply?: string[]
  archiveAfterDays?: number
  publicItems?: boolean
}

export type EditedOperator = Omit<Operator, 'handOver' | 'settings'> & {
  version?: number
  handOver?: HandOverRule[] | null
  settings?: OperatorSettings
  callCentres: { id: string; name: string; city: string; closesOn?: string }[]
}

export interface CalendarVersion {
  version: number
  at: string
  by: { subject: string; name: string } | null
}

const adminCentre = (id: string) => ['administration', 'call-centres', id]
const adminOperator = (code: string) => ['administration', 'operators', code]

/** Read once and then edited: it is not polled, so that nothing changes under the hands. */
export function useEditedCentre(id: string) {
  return useQuery({
    queryKey: adminCentre(id),
    queryFn: () => answer<EditedCentre>(route.GET('/v1/call-centres/{id}', { params: { path: { id } } })),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
}

export function useEditedOperator(code: string) {
  return useQuery({
    queryKey: adminOperator(code),
    queryFn: () => answer<EditedOperator>(route.GET('/v1/operators/{code}', { params: { path: { code } } })),
    enabled: code !== '',
    refetchOnWindowFocus: false,
  })
}

export function useCalendarVersions(id: string) {
  return useQuery({
    queryKey: [...adminCentre(id), 'versions'],
    queryFn: () =>
      answer<{ items: CalendarVersion[] | null }>(route.GET('/v1/call-centres/{id}/calendar/versions', { params: { path: { id } } })).then(
        ({ items }) => items ?? [],
      ),
    retry: false,
  })
}

/** The opening hours as they were at a version; read when somebody looks. */
export function useCalendarVersion(id: string, version: number | undefined) {
  return useQuery({
    queryKey: [...adminCentre(id), 'versions', version],
    queryFn: () =>
      answer<{ calendar: CalendarSpec }>(
        route.GET('/v1/call-centres/{id}/calendar/versions/{version}', { params: { path: { id, version: String(version) } } }),
      ).then(({ calendar }) => calendar),
    enabled: version !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}

/** The parts of a call centre that are edited, each by itself. */
export type CentreEdit =
  | { part: 'calendar'; body: { calendar: CalendarSpec } }
  | { part: 'settings'; body: CentreSettings }
  | { part: 'period'; body: Period }

export function useEditCentre(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ part, body, version }: CentreEdit & { version: number | undefined }) =>
      answer<EditedCentre>(route.PUT(`/v1/call-centres/{id}/${part}`, { params: { path: { id }, ...ifMatch(version) }, body })),
    onSuccess: (centre) => {
      queries.setQueryData(adminCentre(id), centre)
      void queries.invalidateQueries({ queryKey: [...adminCentre(id), 'versions'] })
      void queries.invalidateQueries({ queryKey: keys.centres })
    },
  })
}

export type OperatorEdit = { part: 'hand-over'; body: { rules: HandOverRule[] } } | { part: 'settings'; body: OperatorSettings }

export function useEditOperator(code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ part, body, version }: OperatorEdit & { version: number | undefined }) =>
      answer<EditedOperator>(route.PUT(`/v1/operators/{code}/${part}`, { params: { path: { code }, ...ifMatch(version) }, body })),
    onSuccess: (operator) => queries.setQueryData(adminOperator(code), operator),
  })
}

/** A due time that another calendar would have set elsewhere. */
export interface WouldMove {
  inquiryId: string
  itemId: string
  workflow: string
  term: 'answer' | 'react' | 'supplement'
  partner: string
  urgent: boolean
  dueAt: string
  wouldBeDueAt: string
}

/** Looks at the open due times of a call centre, part by part; nothing is changed. */
export function useDuePreview(centre: string, calendar: CalendarSpec | undefined) {
  return useInfiniteQuery({
    queryKey: ['administration', 'preview', centre, calendar],
    queryFn: ({ pageParam }) =>
      answer<{ items: WouldMove[] | null; examined: number; nextCursor?: string }>(
        route.POST('/v1/due-times/preview', { body: { centre, calendar, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor || undefined,
    enabled: calendar !== undefined,
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  })
}

const moves = (centre: string) => ['administration', 'moves', centre]
const RUNNING_MS = 3_000

export function useForceMajeure(centre: string) {
  return useQuery({
    queryKey: moves(centre),
    queryFn: () => answer(client.GET('/v1/due-times/moves', { params: { query: { centre } } })).then(({ items }) => items ?? []),
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'running') ? RUNNING_MS : false),
  })
}

export interface ForceMajeure {
  centre: string
  from: string
  to: string
  reason: string
  text?: string
}

export function useDeclareForceMajeure() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: ForceMajeure) => answer(client.POST('/v1/due-times/moves', { body })),
    onSuccess: (_move, { centre }) => queries.invalidateQueries({ queryKey: moves(centre) }),
  })
}

/** Ends a force majeure, or withdraws one that has moved nothing yet. */
export function useEndForceMajeure() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, centre }: { id: string; centre: string }) =>
      answer(client.POST('/v1/due-times/moves/{id}/end', { params: { path: { id } }, body: { centre } })),
    onSuccess: (_move, { centre }) => queries.invalidateQueries({ queryKey: moves(centre) }),
  })
}

/** A text that a post's own people begin a reply or a note with. */
export interface EditedTemplate {
  id: string
  kind: 'reply' | 'note'
  name: string
  language: string
  workflow?: string
  code?: string
  text: string
  version?: number
}

export function useEditedTemplates() {
  return useQuery({
    queryKey: keys.templates,
    queryFn: () => answer<{ items: EditedTemplate[] | null }>(route.GET('/v1/templates')).then(({ items }) => items ?? []),
  })
}

/** Adds a template, or replaces the one with its id. The key makes a repeated try add it once. */
export function useSaveTemplate() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, version, key, ...body }: EditedTemplate & { key: string }) =>
      answer<EditedTemplate>(
        id
          ? route.PUT('/v1/templates/{id}', { params: { path: { id }, ...ifMatch(version) }, body })
          : route.POST('/v1/templates', { params: { header: { 'Idempotency-Key': key } }, body }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.templates }),
  })
}

export function useDeleteTemplate() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, version }: Pick<EditedTemplate, 'id' | 'version'>) =>
      answer<void>(route.DELETE('/v1/templates/{id}', { params: { path: { id }, ...ifMatch(version) } })),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.templates }),
  })
}

export interface CatalogueVersion {
  version: string
  inForceFrom: string
  state: 'past' | 'inForce' | 'coming'
}

export function useCatalogueVersions() {
  return useQuery({
    queryKey: ['workflows', 'versions'],
    queryFn: () => answer<{ items: CatalogueVersion[] | null }>(route.GET('/v1/workflows/versions')).then(({ items }) => items ?? []),
  })
}

/** One difference between two releases; its path goes by codes. */
export interface Difference {
  path: string
  kind: 'added' | 'removed' | 'changed'
  from?: string
  to?: string
}

export function useDifferences(from: string, to: string) {
  return useQuery({
    queryKey: ['workflows', 'differences', from, to],
    queryFn: () =>
      answer<{ items: Difference[] | null }>(route.GET('/v1/workflows/differences', { params: { query: { from, to } } })).then(
        ({ items }) => items ?? [],
      ),
    enabled: from !== '' && to !== '' && from !== to,
  })
}
