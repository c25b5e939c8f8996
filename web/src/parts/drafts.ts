import { useCallback, useEffect, useState } from 'react'
import { useSession } from '../auth/SessionContext'

const PREFIX = 'whereabouts.draft.'
const keyOf = (person: string, key: string) => `${PREFIX}${person}.${key}`

function stored<T>(key: string): T | undefined {
  try {
    const text = sessionStorage.getItem(key)
    return text ? (JSON.parse(text) as T) : undefined
  } catch {
    return undefined
  }
}

/** Forgets what a person typed; for what was sent when its form was no longer there. */
export function forgetDraft(person: string, key: string): void {
  sessionStorage.removeItem(keyOf(person, key))
}

/** Puts what a person typed back, unless something newer is there. */
export function restoreDraft(person: string, key: string, value: unknown): void {
  if (!sessionStorage.getItem(keyOf(person, key))) sessionStorage.setItem(keyOf(person, key), JSON.stringify(value))
}

/**
 * Form state that survives an expired session, a conflict and a reload of this window. It belongs to the person who typed it: somebody else who
 * signs in here does not see it. It is forgotten once it was sent, when the person signs out and when the window closes.
 */
export function useDraft<T>(name: string, initial: T): [T, (change: T | ((before: T) => T)) => void, () => void] {
  const { session } = useSession()
  const key = keyOf(session.subject(), name)
  const [value, setValue] = useState<T>(() => stored<T>(key) ?? initial)
  const [touched, setTouched] = useState(false)
  const change = useCallback((next: T | ((before: T) => T)) => {
    setTouched(true)
    setValue(next)
  }, [])
  useEffect(() => {
    if (touched) sessionStorage.setItem(key, JSON.stringify(value))
  }, [key, value, touched])
  const forget = useCallback(() => {
    setTouched(false)
    sessionStorage.removeItem(key)
  }, [key])
  return [value, change, forget]
}
