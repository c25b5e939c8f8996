import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'
import { pollEvery } from './polling'
import type { FolderName } from './types'

const PAGE = 25

export function useFolderCounts(centre: string) {
  return useQuery({
    queryKey: keys.counts(centre),
    queryFn: () => answer(client.GET('/v1/folders', { params: { query: { centre } } })),
    enabled: centre !== '',
    refetchInterval: pollEvery,
  })
}

/** A folder's inquiries, page by page; what was loaded stays in place while it is read again. */
export function useFolder(folder: FolderName, centre: string) {
  return useInfiniteQuery({
    queryKey: keys.folder(folder, centre),
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/v1/folders/{folder}', {
          params: { path: { folder }, query: { centre, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor || undefined,
    enabled: centre !== '',
    placeholderData: keepPreviousData,
    refetchInterval: pollEvery,
  })
}
