import { useEffect, useRef } from 'react'
import { asProblem } from '../api/problem'
import { retryIn } from '../logic/holding'

/**
 * Sends again what found no connection, while its page is open and shows it unchanged: when the connection is back, and now and then. What is a
 * single step of its own goes through the outbox instead (app/outbox), which outlives the page.
 */
export function useSendsWhenBack(error: unknown, what: unknown, send: () => void): void {
  const now = JSON.stringify(what)
  const failed = useRef({ tries: 0, what: now })
  const again = useRef(send)
  useEffect(() => {
    again.current = send
  })
  const lost = Boolean(error) && asProblem(error).slug === 'unreachable'
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed afterwards waits for the person
  useEffect(() => {
    failed.current = { tries: lost ? failed.current.tries + 1 : 0, what: now }
  }, [error])
  const unchanged = lost && failed.current.what === now
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each try
  useEffect(() => {
    if (!lost || failed.current.what !== now) return
    const back = () => again.current()
    const timer = setTimeout(back, retryIn(failed.current.tries))
    window.addEventListener('online', back)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', back)
    }
  }, [error, unchanged, now])
}
