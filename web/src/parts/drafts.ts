import { useCallback, useEffect, useState } from 'react'

const PREFIX = 'whereabouts.draft.'

function stored<T>(key: string): T | undefined {
  try {
    const text = sessionStorage.getItem(PREFIX + key)
    return text ? (JSON.parse(text) as T) : undefined
  } catch {
    return undefined
  }
}

/**
 * Form state that survives an expired session, a conflict and a reload of this window. It is forgotten once it was sent,
 * when the person signs out and when the window closes.
 */
export function useDraft<T>(key: string, initial: T): [T, (change: T | ((before: T) => T)) => void, () => void] {
  const [value, setValue] = useState<T>(() => stored<T>(key) ?? initial)
  const [touched, setTouched] = useState(false)
  const change = useCallback((next: T | ((before: T) => T)) => {
    setTouched(true)
    setValue(next)
  }, [])
  useEffect(() => {
    if (touched) sessionStorage.setItem(PREFIX + key, JSON.stringify(value))
  }, [key, value, touched])
  const forget = useCallback(() => {
    setTouched(false)
    sessionStorage.removeItem(PREFIX + key)
  }, [key])
  return [value, change, forget]
}
