import { useCallback, useEffect, useRef, useState } from 'react'
import { useSession } from '../auth/SessionContext'
import { draftKey, packed, unpacked } from '../logic/keptDrafts'

const stored = <T>(key: string, store: Storage = localStorage) => unpacked<T>(store.getItem(key), Date.now())

function put(key: string, value: unknown, store: Storage = localStorage): void {
  try {
    store.setItem(key, packed(value, Date.now()))
  } catch {
    // The browser keeps no more: what is typed stays on the screen and can be sent.
  }
}

/** Forgets what a person typed; for what was sent when its form was no longer there. */
export function forgetDraft(person: string, name: string): void {
  localStorage.removeItem(draftKey(person, name))
}

/** Puts what a person typed back, unless something newer is there. */
export function restoreDraft(person: string, name: string, value: unknown): void {
  if (!stored(draftKey(person, name))) put(draftKey(person, name), value)
}

/** The same for a form of several fields, changed one by one. */
export function useFormDraft<T extends object>(name: string, initial: T): [T, (part: Partial<T>) => void, () => void] {
  const [form, set, forget] = useDraft<T>(name, initial)
  const change = useCallback((part: Partial<T>) => set((before) => ({ ...before, ...part })), [set])
  return [form, change, forget]
}

/**
 * Form state that survives an expired session, a conflict, a reload and the closing of the window; see ADR 0043. It belongs to the person who
 * typed it: somebody else who signs in here does not see it. It is forgotten once it was sent, when the person signs out and after seven days.
 * The same form in another window of this browser shows what is typed here, and is empty again once it was sent here. What is no form to be sent but
 * how far somebody has come in one window is kept for that window alone.
 */
export function useDraft<T>(
  name: string,
  initial: T,
  keptFor: 'person' | 'window' = 'person',
): [T, (change: T | ((before: T) => T)) => void, () => void] {
  const { session } = useSession()
  const store = keptFor === 'person' ? localStorage : sessionStorage
  const key = draftKey(session.subject(), name)
  const empty = useRef(initial)
  const [value, setValue] = useState<T>(() => (stored<T>(key, store) ?? { value: initial }).value)
  const [touched, setTouched] = useState(false)
  const change = useCallback((next: T | ((before: T) => T)) => {
    setTouched(true)
    setValue(next)
  }, [])
  useEffect(() => {
    if (touched) put(key, value, store)
  }, [key, value, touched, store])
  useEffect(() => {
    const follow = (event: StorageEvent) => {
      if (event.key !== key || event.storageArea !== store) return
      setTouched(false) // it is theirs: keeping it again would call them back
      setValue((unpacked<T>(event.newValue, Date.now()) ?? { value: empty.current }).value)
    }
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [key, store])
  const forget = useCallback(() => {
    setTouched(false)
    store.removeItem(key)
  }, [key, store])
  return [value, change, forget]
}
