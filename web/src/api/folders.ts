import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Filter } from '../logic/folderFilter'
import { answer, client } from './client'
import { keys } from './keys'
import { pollEvery } from './polling'
import { Problem } from './problem'
import type { components } from './schema'
import type { FolderName } from './types'

const PAGE = 25
/** As many inquiries as the API takes in one call. */
const AT_ONCE = 100

export function useFolderCounts(centre: string) {
  return useQuery({
    queryKey: keys.counts(centre),
    queryFn: () => answer(client.GET('/v1/folders', { params: { query: { centre } } })),
    enabled: centre !== '',
    refetchInterval: pollEvery,
  })
}

/** How much a call centre has to answer: a small read, however much that is. What is asked again is {@link useOwed}. */
export function useOwedCount(centre: string) {
  return useQuery({
    queryKey: keys.owedCount(centre),
    queryFn: () => answer(client.GET('/v1/folders/toDo/count', { params: { query: { centre } } })),
    enabled: centre !== '',
  })
}

/** What a call centre still has to answer today, and what of it is due next: a read that grows with it, so a page asks when it has shown the rest. */
export function useOwed(centre: string, shown: boolean) {
  return useQuery({
    queryKey: keys.owed(centre),
    queryFn: () => answer(client.GET('/v1/folders/toDo/due', { params: { query: { centre } } })),
    enabled: centre !== '' && shown,
    refetchInterval: pollEvery,
  })
}

/** How many pages of the API stand on one page of a folder: what is shown, and asked for again, never grows with the folder. */
export const PAGES = 4

/** A folder's inquiries from a cursor on, page by page; what was loaded stays in place while it is read again. */
export function useFolder(folder: FolderName, centre: string, filter: Filter, start = '') {
  const { level, olderThanDays, urgent, ...words } = filter
  const narrowed = {
    ...words,
    ...(level ? { level: Number(level) } : {}),
    ...(olderThanDays ? { olderThanDays: Number(olderThanDays) } : {}),
    ...(urgent ? { urgent: true } : {}),
  }
  return useInfiniteQuery({
    queryKey: [...keys.folder(folder, centre), filter, start],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/v1/folders/{folder}', {
          params: { path: { folder }, query: { centre, limit: PAGE, ...narrowed, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: start,
    getNextPageParam: (last, all) => (all.length < PAGES && last.nextCursor) || undefined,
    enabled: centre !== '',
    placeholderData: keepPreviousData,
    refetchInterval: pollEvery,
  })
}

/** One step for many inquiries. */
export type BulkStep = { action: 'read' } | { action: 'assign'; agent: string } | { action: 'close'; code: string }

export interface BulkOutcome {
  id: string
  /** Undefined when it was done. */
  problem: Problem | undefined
}

/** Each inquiry takes the step by itself: what one refuses stops none of the others. */
export function useBulk() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ ids, ...step }: BulkStep & { ids: readonly string[] }): Promise<BulkOutcome[]> => {
      const outcomes: BulkOutcome[] = []
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        const { items } = await answer(client.POST('/v1/inquiries/bulk', { body: { ...step, ids: ids.slice(from, from + AT_ONCE) } }))
        for (const { id, ok, problem } of items ?? [])
          outcomes.push({ id, problem: ok ? undefined : new Problem(problem?.slug ?? 'unexpected', 409, problem?.detail ?? '') })
      }
      return outcomes
    },
    onSettled: () =>
      Promise.all([keys.folders, keys.alerts, ['inquiries']].map((queryKey) => queries.invalidateQueries({ queryKey: [...queryKey] }))),
  })
}

/** A folder as one person likes to see it. */
export type SavedView = components['schemas']['View']

const VIEWS = ['views']

export function useSavedViews() {
  return useQuery({
    queryKey: VIEWS,
    queryFn: () => answer(client.GET('/v1/me/views')).then(({ items }) => items),
    staleTime: 600_000,
    retry: false,
  })
}

export function useSaveView() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ name, columns, ...body }: SavedView) =>
      answer(client.PUT('/v1/me/views/{name}', { params: { path: { name } }, body: { ...body, ...(columns ? { columns } : {}) } })),
    onSettled: () => queries.invalidateQueries({ queryKey: VIEWS }),
  })
}

export function useDeleteView() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => answer(client.DELETE('/v1/me/views/{name}', { params: { path: { name } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: VIEWS }),
  })
}
