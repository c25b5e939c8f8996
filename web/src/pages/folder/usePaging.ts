import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { isProblem } from '../../api/problem'
import { leave, left, turnedTo } from '../../logic/folderMemory'

/** The pages of a hundred that somebody has turned to in a folder: the last is on the screen. */
export interface Paging {
  filter: string
  /** Where each page begins, as a cursor of the API; the first is "". */
  starts: readonly string[]
  start: string
  /** How many pages of the API stood on the page that is come back to. */
  loaded: number
  /** True once, after somebody turned to the page on the screen. */
  turned(): boolean
  turn(starts: readonly string[]): void
  restart(): void
}

/** The page of a folder that was left, or the first, where it is narrowed in another way now. */
export function usePaging(memory: string, filter: string): Paging {
  const [kept] = useState(() => turnedTo(left(sessionStorage, memory), filter))
  const [starts, setStarts] = useState<readonly string[]>(kept.starts)
  const turned = useRef(false)
  const start = starts.at(-1) ?? ''
  return {
    filter,
    starts,
    start,
    loaded: start === kept.starts.at(-1) ? kept.loaded : 1,
    turned: () => {
      const now = turned.current
      turned.current = false
      return now
    },
    turn: (to) => {
      turned.current = true
      setStarts(to)
    },
    restart: useCallback(() => setStarts(['']), []),
  }
}

/**
 * A list that is come back to, from another page or by loading this one again, is where it was left, once as much of it is there as then. A page that
 * was turned to begins at its top, with its first row.
 */
export function useArrival(paging: Paging, list: UseInfiniteQueryResult<InfiniteData<unknown>>, memory: string, first: () => void): void {
  const { starts, filter, loaded, restart } = paging
  const pages = list.isPlaceholderData ? 0 : (list.data?.pages.length ?? 0)
  const whole = pages > 0 && (pages >= loaded || !list.hasNextPage)
  const back = useRef(false)
  const { isFetching, fetchNextPage } = list
  useEffect(() => {
    if (pages > 0 && !whole && !back.current && !isFetching) void fetchNextPage()
  }, [pages, whole, isFetching, fetchNextPage])
  useEffect(() => {
    if (!whole || back.current) return
    back.current = true
    const { scroll } = left(sessionStorage, memory)
    if (scroll > 0) requestAnimationFrame(() => window.scrollTo(0, scroll))
  }, [memory, whole])
  useEffect(() => {
    if (back.current && pages > 0) leave(sessionStorage, memory, { starts: [...starts], filter, loaded: pages })
  }, [memory, starts, filter, pages])
  useEffect(() => {
    if (pages === 0 || !paging.turned()) return
    window.scrollTo(0, 0)
    first()
  })
  // A cursor that was kept for too long leads nowhere: from the start again.
  const lost = starts.length > 1 && (isProblem(list.error, 'cursor-invalid') || isProblem(list.error, 'cursor-expired'))
  useEffect(() => {
    if (lost) restart()
  }, [lost, restart])
  useEffect(() => {
    let at = window.scrollY
    const look = () => {
      at = window.scrollY
    }
    const keep = () => leave(sessionStorage, memory, { scroll: at })
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('pagehide', keep)
    return () => {
      window.removeEventListener('scroll', look)
      window.removeEventListener('pagehide', keep)
      keep()
    }
  }, [memory])
}
