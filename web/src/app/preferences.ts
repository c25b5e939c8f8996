import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { keys } from '../api/keys'
import { changePreferences } from '../api/preferences'
import { asProblem } from '../api/problem'
import type { Me, Preferences } from '../api/types'
import { useSession } from '../auth/SessionContext'
import { speak, speaking } from '../i18n'
import { retryIn, tryAgain } from '../logic/holding'
import { type Language, languageFor } from '../logic/languages'
import { arrived, choose, type Kept, keptFrom, lookFrom, preferencesOf, settled, unsavedOf } from '../logic/preferences'
import { keep, useStored } from '../parts/useStored'
import { useFlash } from './flash'

/** What a person chose is theirs at every desk (docs/ux.md): a copy on this browser is applied at once, the API's as it comes. */
const copyOf = (person: string) => `whereabouts.preferences.${person}`
/** The look that was used on this browser last, and the language that was chosen on it: for the door, where nobody is known yet. */
const LAST = 'whereabouts.look'
/** Windows of this browser save one after the other. */
const TURN = 'whereabouts.preferences'
/** What is chosen in one go is saved in one. */
const SOON_MS = 1_000

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)')
const last = (): Preferences => lookFrom(localStorage.getItem(LAST))
const copy = (person: string): Kept => keptFrom(localStorage.getItem(copyOf(person)))

/** Whose pages these are; "" at the door. */
let reader = ''

function put(key: string, value: Kept | Preferences): void {
  const text = JSON.stringify(value)
  try {
    if (text !== localStorage.getItem(key)) keep(key, text)
  } catch {
    // The browser keeps no more: the API's holds again with the next visit.
  }
}

function apply(): void {
  const { theme, density } = preferencesOf(reader ? localStorage.getItem(copyOf(reader)) : null, last())
  const dark = theme === 'dark' || (theme === 'system' && darkQuery.matches)
  applyMode(dark ? Mode.Dark : Mode.Light)
  applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable)
  if (reader) put(LAST, { ...last(), theme, density })
}

/** The pages look as this person likes it; "" before anybody is known. */
export function applyPreferences(person: string): void {
  reader = person
  apply()
}

darkQuery.addEventListener('change', apply)
window.addEventListener('storage', ({ key }) => {
  if (key === copyOf(reader) || key === null) apply()
})

/** The preferences of whoever is signed in, also as another window changes them. */
export function usePreferences(): Required<Preferences> {
  const { session } = useSession()
  const own = useStored(copyOf(session.subject()))
  const before = useStored(LAST)
  return useMemo(() => preferencesOf(own, lookFrom(before)), [own, before])
}

/** How they choose otherwise: it holds at once, and is saved a moment later. */
export function useChoose(): (change: Preferences) => void {
  const { session } = useSession()
  return useCallback((change) => keepChoice(session.subject(), change), [session])
}

function keepChoice(person: string, change: Preferences): void {
  put(copyOf(person), choose(copy(person), change))
  apply()
}

/** What the API says that the person chose, once it is said. */
async function arrive(person: string, theirs: Preferences): Promise<void> {
  put(copyOf(person), arrived(copy(person), theirs))
  apply()
  await applyLanguage(person)
}

/** Saves what is not saved yet. Rejects when it is not: it goes on waiting where another try may help, else what the API has holds again. */
async function save(queries: QueryClient, person: string): Promise<void> {
  const sent = unsavedOf(copy(person))
  if (!sent) return
  try {
    const theirs = await changePreferences(queries, sent)
    put(copyOf(person), settled(copy(person), sent))
    await arrive(person, theirs)
  } catch (error) {
    if (!tryAgain(asProblem(error).status)) {
      put(copyOf(person), settled(copy(person), sent))
      await arrive(person, queries.getQueryData<Me>(keys.me)?.preferences ?? {})
    }
    throw error
  }
}

/** How what waits is saved now; never rejects. */
export function useSavesNow(): () => Promise<void> {
  const queries = useQueryClient()
  const { session } = useSession()
  return useCallback(() => save(queries, session.subject()).catch(() => undefined), [queries, session])
}

/** Takes what the API says as it comes, and saves what is chosen here: soon, and again until it is. Answers whether the person's own holds. */
export function useKeptPreferences(theirs: Preferences): boolean {
  const queries = useQueryClient()
  const flash = useFlash()
  const { session, status } = useSession()
  const person = session.subject()
  const [come, setCome] = useState(false)
  useEffect(() => {
    void arrive(person, theirs)
      .catch(() => undefined)
      .then(() => setCome(true))
  }, [person, theirs])

  const kept = useStored(copyOf(person))
  const waits = status === 'signedIn' && unsavedOf(keptFrom(kept)) !== undefined
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever else is chosen begins the moment anew
  useEffect(() => {
    if (!waits) return
    const now = async () => {
      try {
        await save(queries, person)
        setTries(0)
      } catch (error) {
        const again = tryAgain(asProblem(error).status)
        if (!again) flash.failed(error)
        setTries((before) => (again ? before + 1 : 0))
      }
    }
    const inTurn = () => void (navigator.locks ? navigator.locks.request(TURN, now) : now())
    const leaving = () => void now()
    const timer = setTimeout(inTurn, tries === 0 ? SOON_MS : retryIn(tries))
    window.addEventListener('online', inTurn)
    window.addEventListener('pagehide', leaving)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', inTurn)
      window.removeEventListener('pagehide', leaving)
    }
  }, [waits, kept, tries, person, queries])
  return come
}

/** The pages speak what this person reads; "" before anybody is known. If its words cannot be loaded, they speak what they can. */
export async function applyLanguage(person: string): Promise<void> {
  const own = person ? copy(person).chosen.language : undefined
  await speak(languageFor(own, last().language, navigator.languages)).catch(() => (speaking() ? undefined : speak('en')))
}

/** Speaks what a person chooses in another window, until it is ended. */
export function followLanguage(person: string): () => void {
  const heard = ({ key }: StorageEvent) => {
    if (key === (person ? copyOf(person) : LAST)) void applyLanguage(person)
  }
  window.addEventListener('storage', heard)
  return () => window.removeEventListener('storage', heard)
}

/** Somebody's choice, "" for nobody's at the door. It is kept only if the pages can speak it now. */
export async function keepLanguage(person: string, language: Language): Promise<void> {
  await speak(language)
  put(LAST, { ...last(), language })
  if (person) keepChoice(person, { language })
}
