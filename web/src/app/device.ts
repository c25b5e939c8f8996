import { useSyncExternalStore } from 'react'
import { DEFAULT_WISHES, type Dealt, dealtFrom, type Wishes, wishesFrom } from '../logic/notify'

const wishesOf = (person: string) => `whereabouts.notify.${person}`
const dealtBy = (whose: string) => `whereabouts.notified.${whose}`
/** Windows of this browser take turns: what one has told, the next one knows. */
const TURN = 'whereabouts.notify'
/** Held by the window in which somebody works. */
const FRONT = 'whereabouts.front'

let read: { text: string | null; wishes: Wishes } = { text: null, wishes: DEFAULT_WISHES }

function stored(person: string): Wishes {
  const text = localStorage.getItem(wishesOf(person))
  if (text !== read.text) read = { text, wishes: wishesFrom(text) }
  return read.wishes
}

const listeners = new Set<() => void>()

function listen(changed: () => void): () => void {
  listeners.add(changed)
  window.addEventListener('storage', changed) // another window of this browser
  return () => {
    listeners.delete(changed)
    window.removeEventListener('storage', changed)
  }
}

/** What a person chose for this device, and how to choose otherwise: not for whoever else signs in here. */
export function useWishes(person: string): [Wishes, (change: Partial<Wishes>) => void] {
  const wishes = useSyncExternalStore(listen, () => stored(person))
  const choose = (change: Partial<Wishes>) => {
    localStorage.setItem(wishesOf(person), JSON.stringify({ ...stored(person), ...change }))
    for (const changed of listeners) changed()
  }
  return [wishes, choose]
}

/** What was dealt with so far, to know how far back to ask. */
export const dealtOf = (whose: string): Dealt | undefined => dealtFrom(localStorage.getItem(dealtBy(whose)))

/** What the windows of this browser have dealt with for one person and call centre: read, decided and kept by one window at a time. */
export async function inTurn(whose: string, decide: (dealt: Dealt | undefined) => Dealt): Promise<void> {
  const key = dealtBy(whose)
  const turn = () => localStorage.setItem(key, JSON.stringify(decide(dealtFrom(localStorage.getItem(key)))))
  if (navigator.locks) await navigator.locks.request(TURN, async () => turn())
  else turn()
}

/** Says while this window is the one that somebody looks at; the other windows ask. */
export function holdFront(): () => void {
  let leave: (() => void) | undefined
  const change = () => {
    const front = document.visibilityState === 'visible' && document.hasFocus()
    if (front && !leave && navigator.locks)
      void navigator.locks.request(FRONT, { mode: 'shared' }, () => new Promise<void>((resolve) => (leave = resolve)))
    else if (!front) {
      leave?.()
      leave = undefined
    }
  }
  change()
  const kinds = ['focus', 'blur'] as const
  for (const kind of kinds) window.addEventListener(kind, change)
  document.addEventListener('visibilitychange', change)
  return () => {
    for (const kind of kinds) window.removeEventListener(kind, change)
    document.removeEventListener('visibilitychange', change)
    leave?.()
  }
}

/** Whether somebody looks at one of our windows: they see the bell, and need no notification. */
export async function somebodyLooks(): Promise<boolean> {
  if (!navigator.locks) return document.visibilityState === 'visible' && document.hasFocus()
  const { held } = await navigator.locks.query()
  return (held ?? []).some((one) => one.name === FRONT)
}
