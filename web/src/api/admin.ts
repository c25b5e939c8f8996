import { skipToken, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client, ifMatch } from './client'
import { keys } from './keys'
import type { components } from './schema'

type Schemas = components['schemas']
/** Opening hours of a call centre: "1" is Monday; pairs of local times. */
export type CalendarSpec = Schemas['Spec']
export type CentreSettings = Schemas['CentreSettingsBody']
export type Period = Schemas['PeriodBody']
/** A call centre as its administrator edits it. */
export type EditedCentre = Schemas['CentreDetails']
export type HandOverRule = Schemas['RuleBody']
export type OperatorSettings = Schemas['SettingsBody']
export type EditedOperator = Schemas['OperatorDetails']

const adminCentre = (id: string) => ['administration', 'call-centres', id]
const adminOperator = (code: string) => ['administration', 'operators', code]

/** Read once and then edited: it is not polled, so that nothing changes under the hands. */
export function useEditedCentre(id: string) {
  return useQuery({
    queryKey: adminCentre(id),
    queryFn: () => answer(client.GET('/v1/call-centres/{id}', { params: { path: { id } } })),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
}

export function useEditedOperator(code: string) {
  return useQuery({
    queryKey: adminOperator(code),
    queryFn: () => answer(client.GET('/v1/operators/{code}', { params: { path: { code } } })),
    enabled: code !== '',
    refetchOnWindowFocus: false,
  })
}

export function useCalendarVersions(id: string) {
  return useQuery({
    queryKey: [...adminCentre(id), 'versions'],
    queryFn: () => answer(client.GET('/v1/call-centres/{id}/calendar/versions', { params: { path: { id } } })).then(({ items }) => items),
    retry: false,
  })
}

/** The opening hours as they were at a version; read when somebody looks. */
export function useCalendarVersion(id: string, version: number | undefined) {
  return useQuery({
    queryKey: [...adminCentre(id), 'versions', version],
    queryFn:
      version === undefined
        ? skipToken
        : () =>
            answer(client.GET('/v1/call-centres/{id}/calendar/versions/{version}', { params: { path: { id, version } } })).then(
              ({ calendar }) => calendar ?? null, // lists of versions leave it out, and share the shape
            ),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}

/** The parts of a call centre that are edited, each by itself. */
export type CentreEdit =
  | { part: 'calendar'; body: Schemas['Set-calendarRequest'] }
  | { part: 'settings'; body: CentreSettings }
  | { part: 'period'; body: Period }

function editCentre(id: string, edit: CentreEdit, version: number): Promise<EditedCentre> {
  const params = { path: { id }, ...ifMatch(version) }
  switch (edit.part) {
    case 'calendar':
      return answer(client.PUT('/v1/call-centres/{id}/calendar', { params, body: edit.body }))
    case 'settings':
      return answer(client.PUT('/v1/call-centres/{id}/settings', { params, body: edit.body }))
    case 'period':
      return answer(client.PUT('/v1/call-centres/{id}/period', { params, body: edit.body }))
  }
}

export function useEditCentre(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ version, ...edit }: CentreEdit & { version: number }) => editCentre(id, edit, version),
    onSuccess: (centre) => {
      queries.setQueryData(adminCentre(id), centre)
      void queries.invalidateQueries({ queryKey: [...adminCentre(id), 'versions'] })
      void queries.invalidateQueries({ queryKey: keys.centres })
    },
  })
}

export type OperatorEdit = { part: 'hand-over'; body: Schemas['Set-hand-overRequest'] } | { part: 'settings'; body: OperatorSettings }

function editOperator(code: string, edit: OperatorEdit, version: number): Promise<EditedOperator> {
  const params = { path: { code }, ...ifMatch(version) }
  return edit.part === 'settings'
    ? answer(client.PUT('/v1/operators/{code}/settings', { params, body: edit.body }))
    : answer(client.PUT('/v1/operators/{code}/hand-over', { params, body: edit.body }))
}

export function useEditOperator(code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ version, ...edit }: OperatorEdit & { version: number }) => editOperator(code, edit, version),
    onSuccess: (operator) => queries.setQueryData(adminOperator(code), operator),
  })
}

/** Looks at the open due times of a call centre, part by part; nothing is changed. */
export function useDuePreview(centre: string, calendar: CalendarSpec | undefined) {
  return useInfiniteQuery({
    queryKey: ['administration', 'preview', centre, calendar],
    queryFn: calendar
      ? ({ pageParam }) =>
          answer(
            client.POST('/v1/due-times/preview', { body: { centre, calendar, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } }),
          )
      : skipToken,
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor || undefined,
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
    queryFn: () => answer(client.GET('/v1/due-times/moves', { params: { query: { centre } } })).then(({ items }) => items),
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'running') ? RUNNING_MS : false),
  })
}

export type ForceMajeure = Schemas['DeclareBody']

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

/** A text that a post's own people begin a reply or a note with; one that is new has no id and no version yet. */
export type EditedTemplate = Schemas['TemplateBody'] & Pick<Schemas['Template'], 'id'> & Partial<Pick<Schemas['Template'], 'version'>>

/** The answer describes the kind as a text: the two are those of the request. */
const asEdited = (one: Schemas['Template']): EditedTemplate => ({ ...one, kind: one.kind === 'note' ? 'note' : 'reply' })

export function useEditedTemplates() {
  return useQuery({
    queryKey: keys.templates,
    queryFn: () => answer(client.GET('/v1/templates')).then(({ items }) => items.map(asEdited)),
  })
}

/** Adds a template, or replaces the one with its id. The key makes a repeated try add it once. */
export function useSaveTemplate() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, version, key, ...body }: EditedTemplate & { key: string }) =>
      id
        ? answer(client.PUT('/v1/templates/{id}', { params: { path: { id }, ...ifMatch(version) }, body }))
        : answer(client.POST('/v1/templates', { params: { header: { 'Idempotency-Key': key } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.templates }),
  })
}

export function useDeleteTemplate() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, version }: Pick<EditedTemplate, 'id' | 'version'>) =>
      answer(client.DELETE('/v1/templates/{id}', { params: { path: { id }, ...ifMatch(version) } })),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.templates }),
  })
}

export function useCatalogueVersions() {
  return useQuery({
    queryKey: ['workflows', 'versions'],
    queryFn: () => answer(client.GET('/v1/workflows/versions')).then(({ items }) => items),
  })
}

/** One difference between two releases; its path goes by codes. */
export type Difference = Schemas['Change']

export function useDifferences(from: string, to: string) {
  return useQuery({
    queryKey: ['workflows', 'differences', from, to],
    queryFn: () => answer(client.GET('/v1/workflows/differences', { params: { query: { from, to } } })).then(({ items }) => items),
    enabled: from !== '' && to !== '' && from !== to,
  })
}
