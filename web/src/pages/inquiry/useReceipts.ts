import { useEffect, useRef } from 'react'
import { useAct } from '../../api/inquiries'
import type { Inquiry } from '../../api/types'

/** Looking at an inquiry is what opens it, and looking at an answer is what reads it: the other side sees the stamp. */
export function useReceipts(inquiry: Inquiry): void {
  const { mutate } = useAct(inquiry.id)
  const done = useRef('')
  const receipt = inquiry.actions.includes('open') ? 'open' : inquiry.actions.includes('read') ? 'read' : undefined
  const key = receipt ? `${receipt}:${inquiry.version}` : ''
  useEffect(() => {
    if (!receipt || done.current === key || document.visibilityState === 'hidden') return
    done.current = key
    mutate({ do: receipt })
  }, [receipt, key, mutate])
}
