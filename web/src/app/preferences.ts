import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles'

/** How a person likes the pages to look; kept on this browser. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark'
  density: 'comfortable' | 'compact'
}

const KEY = 'whereabouts.preferences'
const DEFAULTS: Preferences = { theme: 'system', density: 'comfortable' }
const darkQuery = window.matchMedia('(prefers-color-scheme: dark)')

export function storedPreferences(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) }
  } catch {
    return DEFAULTS
  }
}

export function applyPreferences({ theme, density }: Preferences): void {
  const dark = theme === 'dark' || (theme === 'system' && darkQuery.matches)
  applyMode(dark ? Mode.Dark : Mode.Light)
  applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable)
}

export function keepPreferences(preferences: Preferences): void {
  localStorage.setItem(KEY, JSON.stringify(preferences))
  applyPreferences(preferences)
}

darkQuery.addEventListener('change', () => applyPreferences(storedPreferences()))
