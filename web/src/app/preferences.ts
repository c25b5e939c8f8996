import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles'
import { useMemo } from 'react'
import { speak, speaking } from '../i18n'
import { type Chosen, choose, type Language, languageFor } from '../logic/languages'
import { keep, useStored } from '../parts/useStored'

/** How a person likes the pages to look; kept on this browser. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark'
  density: 'comfortable' | 'compact'
  /** Single keys as commands; Ctrl+K is there always. */
  shortcuts: 'on' | 'off'
}

const KEY = 'whereabouts.preferences'
const DEFAULTS: Preferences = { theme: 'system', density: 'comfortable', shortcuts: 'on' }
const darkQuery = window.matchMedia('(prefers-color-scheme: dark)')

function preferencesOf(kept: string | null): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(kept ?? '{}') as Partial<Preferences>) }
  } catch {
    return DEFAULTS
  }
}

export const storedPreferences = (): Preferences => preferencesOf(localStorage.getItem(KEY))

/** The preferences, also as another window changes them. */
export function usePreferences(): Preferences {
  const kept = useStored(KEY)
  return useMemo(() => preferencesOf(kept), [kept])
}

export function applyPreferences({ theme, density }: Preferences): void {
  const dark = theme === 'dark' || (theme === 'system' && darkQuery.matches)
  applyMode(dark ? Mode.Dark : Mode.Light)
  applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable)
}

export function keepPreferences(preferences: Preferences): void {
  keep(KEY, JSON.stringify(preferences))
  applyPreferences(preferences)
}

darkQuery.addEventListener('change', () => applyPreferences(storedPreferences()))
window.addEventListener('storage', ({ key }) => {
  if (key === KEY || key === null) applyPreferences(storedPreferences())
})

const LANGUAGES_KEY = 'whereabouts.languages'

function chosenLanguages(): Chosen {
  try {
    return JSON.parse(localStorage.getItem(LANGUAGES_KEY) ?? '{}') as Chosen
  } catch {
    return {}
  }
}

/** The pages speak what this person reads; "" before anybody is known. If its words cannot be loaded, they speak what they can. */
export async function applyLanguage(person: string): Promise<void> {
  await speak(languageFor(person, chosenLanguages(), navigator.languages)).catch(() => (speaking() ? undefined : speak('en')))
}

/** Speaks what a person chooses in another window, until it is ended. */
export function followLanguage(person: string): () => void {
  const heard = ({ key }: StorageEvent) => {
    if (key === LANGUAGES_KEY) void applyLanguage(person)
  }
  window.addEventListener('storage', heard)
  return () => window.removeEventListener('storage', heard)
}

/** A person's choice, kept for them on this browser. It is kept only if the pages can speak it now. */
export async function keepLanguage(person: string, language: Language): Promise<void> {
  await speak(language)
  localStorage.setItem(LANGUAGES_KEY, JSON.stringify(choose(person, language, chosenLanguages())))
}
