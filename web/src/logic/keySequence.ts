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
