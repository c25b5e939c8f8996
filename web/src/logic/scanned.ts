import { normaliseItemId } from './itemId'

const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7]

/** Whether the check digit of a number of thirteen characters is right (UPU S10). A camera misreads; what fails here is not shown to anybody. */
export function isItemId(id: string): boolean {
  if (!/^[A-Z]{2}\d{9}[A-Z]{2}$/.test(id)) return false
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(id[2 + place]), 0)
  const rest = 11 - (sum % 11)
  return Number(id[10]) === (rest === 10 ? 0 : rest === 11 ? 5 : rest)
}

/** The number of an item, or of a receptacle, in what a bar code says; undefined for other codes on the label. */
export function numberIn(text: string): string | undefined {
  const id = normaliseItemId(text)
  if (isItemId(id)) return id
  return /^[A-Z0-9]{12}[A-Z]{3}\d{14}$/.test(id) ? id : undefined
}

/** Why no camera can be used, as the browser says it. */
export type NoCamera = 'refused' | 'none' | 'busy' | 'insecure' | 'failed'

export function noCamera(error: unknown): NoCamera {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'failed'
}

/** A list of numbers with one more at its end, unless it is there already. */
export function added(text: string, id: string): string {
  if (normaliseItemId(text).includes(id)) return text
  return text.trim() === '' ? id : `${text.trimEnd()}\n${id}`
}
