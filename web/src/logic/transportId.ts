import { normaliseItemId } from './itemId'

const DISPATCH = /^(.{6})(.{6})(.)(..)(.)(.{4})/

/** What a number that was typed or pasted can be, by its form alone; whether it is right, the API says. */
export function kindOfNumber(typed: string): 'item' | 'transport' | 'other' {
  const id = normaliseItemId(typed)
  if (/^[A-Z]{2}\d{9}[A-Z]{2}$/.test(id)) return 'item'
  return id.length === 20 || id.length === 29 ? 'transport' : 'other'
}

/** Grouped as its label is: DEFRAA GBCVTA A UN 6 0123, and of a receptacle 001 1 0 0125. Consignments stay as they are. */
export function spacedTransportId(id: string): string {
  const parts = DISPATCH.exec(id)
  if (!parts || (id.length !== 20 && id.length !== 29)) return id
  const own = id.slice(20)
  return [...parts.slice(1), ...(own ? [own.slice(0, 3), own.slice(3, 4), own.slice(4, 5), own.slice(5)] : [])].join(' ')
}

/** A receptacle in a sentence about an item: its dispatch's number and its own are enough to tell it apart. */
export function shortReceptacle(id: string): string {
  return id.length === 29 ? `${id.slice(0, 6)} → ${id.slice(6, 12)}, ${id.slice(16, 20)}/${id.slice(20, 23)}` : id
}
