import { useSyncExternalStore } from 'react'

const here = new Set<() => void>()

function follow(heard: () => void): () => void {
  here.add(heard)
  window.addEventListener('storage', heard) // told to all other windows, not to the one that changed it
  return () => {
    here.delete(heard)
    window.removeEventListener('storage', heard)
  }
}

/** What is kept on this browser under a key, also when another window changes it. */
export function useStored(key: string): string | null {
  return useSyncExternalStore(follow, () => localStorage.getItem(key))
}

/** Keeps something on this browser, for this window and the others. */
export function keep(key: string, value: string): void {
  localStorage.setItem(key, value)
  for (const heard of here) heard()
}
