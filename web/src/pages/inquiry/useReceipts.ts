import { useEffect, useRef } from 'react'
import { useAct } from '../../api/inquiries'
import type { Inquiry } from '../../api/types'

/** In a panel, the next one is a key away: to pass by is not to look. */
const PASSING_MS = 1_500

/** Looking at an inquiry is what opens it, and looking at an answer is what reads it: the other side sees the stamp. */
export function useReceipts(inquiry: Inquiry, passing: boolean): void {
  const { mutate } = useAct(inquiry.id)
  const done = useRef('')
  const receipt = inquiry.actions.includes('open') ? 'open' : inquiry.actions.includes('read') ? 'read' : undefined
  const key = receipt ? `${receipt}:${inquiry.version}` : ''
  useEffect(() => {
    if (!receipt || done.current === key || document.visibilityState === 'hidden') return
    const look = () => {
      done.current = key
      mutate({ do: receipt }) // refused, it says nothing: nobody pressed anything, and the next look gives it again
    }
    if (!passing) return look()
    const timer = setTimeout(look, PASSING_MS)
    return () => clearTimeout(timer)
  }, [receipt, key, mutate, passing])
}
