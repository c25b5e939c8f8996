import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { InquiryRow } from '../api/types'
import { type Steady, steady } from '../logic/steadyList'

interface Read {
  data: { pages: readonly { items?: InquiryRow[] }[] } | undefined
  isPlaceholderData: boolean
}

/** A list whose rows stay where they are while it is read again; renew takes over what came. The name tells one list from another. */
export function useSteady({ data, isPlaceholderData }: Read, name: string, more: boolean): Steady<InquiryRow> & { renew(): void } {
  const before = useRef<{ name: string; rows: readonly InquiryRow[] }>({ name, rows: [] })
  const [renewed, setRenewed] = useState(0)
  const now = useMemo(() => {
    void renewed // counted up when what was shown is given up
    const fresh = (data?.pages ?? []).flatMap((page) => page.items ?? [])
    return steady(before.current.name === name && !isPlaceholderData ? before.current.rows : [], fresh, more)
  }, [data, isPlaceholderData, name, more, renewed])
  useEffect(() => {
    before.current = { name, rows: isPlaceholderData ? [] : now.rows }
  }, [name, now, isPlaceholderData])
  const renew = useCallback(() => {
    before.current = { name: '', rows: [] }
    setRenewed((times) => times + 1)
  }, [])
  return { ...now, renew }
}
