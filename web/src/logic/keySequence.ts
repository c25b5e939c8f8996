/** Keys after each other: "g" waits for the letter that says where to go. */
export interface Pressed {
  /** What was pressed and waits for more; "" otherwise. */
  waiting: string
  /** The sequence that is complete now, as a command names it: "j", "g t", "?". */
  found: string | undefined
}

/** What a key makes of the keys before it. A sequence that leads nowhere is forgotten, and its last key counts by itself. */
export function press(waiting: string, key: string, known: readonly string[]): Pressed {
  for (const sequence of waiting ? [`${waiting} ${key}`, key] : [key]) {
    if (known.includes(sequence)) return { waiting: '', found: sequence }
    if (known.some((one) => one.startsWith(`${sequence} `))) return { waiting: sequence, found: undefined }
  }
  return { waiting: '', found: undefined }
}

const isApple = (platform: string): boolean => /Mac|iPhone|iPad/.test(platform)

/** The key that is held with another one on a platform, as its keyboards name it; ctrl is what the reader's language calls the other. */
export const modifier = (platform: string, ctrl: string): string => (isApple(platform) ? '⌘' : ctrl)

/** Both keys as they are written there: ⌘K, Ctrl+K. */
export const together = (platform: string, ctrl: string, key: string): string => (isApple(platform) ? `⌘${key}` : `${ctrl}+${key}`)

/** Whether a key opens the palette: Ctrl+K, and ⌘K where there is such a key, whose Ctrl+K cuts a line that somebody writes. */
export function opensPalette(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>, platform: string): boolean {
  const modifiers = isApple(platform) ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  return modifiers && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k'
}

/** What a key makes of a text that has no box yet; undefined for a key that writes nothing. */
export function typedOn(text: string, key: string): string | undefined {
  if (key === 'Backspace') return [...text].slice(0, -1).join('')
  return [...key].length === 1 ? text + key : undefined
}

const WRITES = ['INPUT', 'TEXTAREA', 'SELECT']
const OWN_KEYS = ['textbox', 'searchbox', 'combobox', 'listbox', 'option', 'menu', 'menuitem', 'menuitemcheckbox', 'slider', 'spinbutton']

interface Place {
  tagName: string
  isContentEditable?: boolean
  type?: string
  getAttribute(name: string): string | null
  closest(selector: string): unknown
}

/** Whether a place takes letters itself, or lies in a dialog, whose keys are its own. */
export function takesKeys(place: Place | null): boolean {
  if (!place) return false
  if (place.isContentEditable || place.closest('[role="dialog"]')) return true
  if (place.tagName === 'INPUT' && ['checkbox', 'radio', 'button'].includes(place.type ?? '')) return false
  return WRITES.includes(place.tagName) || OWN_KEYS.includes(place.getAttribute('role') ?? '')
}
