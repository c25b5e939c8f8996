import type { Preferences } from '../api/types'

/** What holds where a person chose nothing. */
export const USUAL: Required<Preferences> = {
  theme: 'system',
  density: 'comfortable',
  shortcuts: 'on',
  language: 'browser',
  columns: [],
  panel: 'side',
  view: 'together',
  viewBeside: 'alone',
  welcome: 'due',
}
type Choice = keyof Preferences

/** A person's preferences as a browser keeps them: what they chose, and what of it is not saved with the API yet. */
export interface Kept {
  chosen: Preferences
  unsaved: readonly Choice[]
}

const NOTHING: Kept = { chosen: {}, unsaved: [] }

function read<T>(text: string | null): Partial<T> {
  try {
    return (JSON.parse(text ?? '{}') ?? {}) as Partial<T>
  } catch {
    return {}
  }
}

export const keptFrom = (text: string | null): Kept => ({ ...NOTHING, ...read<Kept>(text) })

/** The look that was last used on a browser. */
export const lookFrom = (text: string | null): Preferences => read<Preferences>(text)

/** What holds for a person: what they chose; before anything is known of them on this browser, the look that was last used on it. */
export function preferencesOf(text: string | null, last: Preferences): Required<Preferences> {
  const { theme, density } = { ...USUAL, ...last }
  return text === null ? { ...USUAL, theme, density } : { ...USUAL, ...keptFrom(text).chosen }
}

const only = (all: Preferences, names: readonly Choice[]): Preferences =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name as Choice)))

/** Something is chosen here. */
export function choose({ chosen, unsaved }: Kept, change: Preferences): Kept {
  return { chosen: { ...chosen, ...change }, unsaved: [...new Set([...unsaved, ...(Object.keys(change) as Choice[])])] }
}

/** What is to be saved; undefined when all is. */
export function unsavedOf({ chosen, unsaved }: Kept): Preferences | undefined {
  return unsaved.length > 0 ? only(chosen, unsaved) : undefined
}

/** The API says what the person chose, here or at another desk: it holds, but for what was chosen here and is not saved yet. */
export function arrived({ chosen, unsaved }: Kept, theirs: Preferences): Kept {
  return { chosen: { ...theirs, ...only(chosen, unsaved) }, unsaved }
}

/** What was sent is saved, or refused for good: it waits no more, unless something else was chosen meanwhile. */
export function settled({ chosen, unsaved }: Kept, sent: Preferences): Kept {
  const same = (name: Choice) => JSON.stringify(chosen[name]) === JSON.stringify(sent[name])
  return { chosen, unsaved: unsaved.filter((name) => !(name in sent && same(name))) }
}
