import type { Field, Item, TrackingEvent, Values } from '../api/types'
import { wallDate } from './instant'

/** What is wrong with a value while it is typed: a key for the sentence and its numbers. The API has the last word. */
export interface Complaint {
  key: 'mandatory' | 'tooLong' | 'notANumber' | 'tooSmall' | 'tooLarge' | 'notADate' | 'notAnEmail'
  limit?: number
}

const DEFAULT_LENGTH: Record<string, number> = { text: 200, longText: 4000, email: 254, phone: 40 }

export function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}

/** complete: a missing mandatory value counts too, as it does when the form is sent. */
export function check(field: Field, value: unknown, complete: boolean): Complaint | undefined {
  if (isEmpty(value)) return complete && field.mandatory ? { key: 'mandatory' } : undefined
  const limit = field.maxLength || DEFAULT_LENGTH[field.type]
  if (typeof value === 'string' && limit && value.length > limit) return { key: 'tooLong', limit }
  switch (field.type) {
    case 'integer': {
      const number = typeof value === 'number' ? value : Number(value)
      if (!Number.isInteger(number)) return { key: 'notANumber' }
      if (typeof field.min === 'number' && number < field.min) return { key: 'tooSmall', limit: field.min }
      if (typeof field.max === 'number' && number > field.max) return { key: 'tooLarge', limit: field.max }
      return undefined
    }
    case 'date':
      return isDate(String(value)) ? undefined : { key: 'notADate' }
    case 'email':
      return /^\S+@\S+\.\S+$/.test(String(value)) ? undefined : { key: 'notAnEmail' }
    default:
      return undefined
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

export function checkAll(fields: readonly Field[], values: Values, complete: boolean): Record<string, Complaint> {
  const found: Record<string, Complaint> = {}
  for (const field of fields) {
    const complaint = check(field, values[field.code], complete)
    if (complaint) found[field.code] = complaint
  }
  return found
}

/** What is sent: only these fields, without the empty ones, numbers as numbers, text without blanks around it. */
export function toSend(fields: readonly Field[], values: Values): Values {
  const sent: Values = {}
  for (const field of fields) {
    const value = values[field.code]
    if (isEmpty(value)) continue
    if (field.type === 'integer') sent[field.code] = Number(value)
    else sent[field.code] = typeof value === 'string' ? value.trim() : value
  }
  return sent
}

/** What an edit sends: as toSend, and null for a value that was there and is empty now. */
export function toEdit(fields: readonly Field[], values: Values, before: Values): Values {
  const edit = toSend(fields, values)
  for (const field of fields) if (!(field.code in edit) && !isEmpty(before[field.code])) edit[field.code] = null
  return edit
}

/** Which event "event" means in a reply's prefill paths: the one that the reply reports. */
export type Told = TrackingEvent | undefined

/** Values that tracking already knows, by each field's prefill path: item.lastEvent.code, item.sender.name, event.date … */
export function prefill(fields: readonly Field[], item: Item | undefined, told?: Told): Values {
  const values: Values = {}
  if (!item) return values
  for (const field of fields) {
    const known = field.prefill ? resolve(field.prefill.split('.'), item, told) : undefined
    if (!isEmpty(known)) values[field.code] = known
  }
  return values
}

/** EMSEVT's posting or collection: when and where the item was posted. */
const POSTING = 'EMA'

function ofEvent(event: TrackingEvent | undefined, name: string | undefined): unknown {
  if (!event || !name) return undefined
  if (name === 'date') return wallDate(event.localTime || event.time)
  return (event as unknown as Values)[name]
}

function resolve([root, first, second]: readonly (string | undefined)[], item: Item, told: Told): unknown {
  const events = item.events ?? []
  if (root === 'event') return ofEvent(told, first)
  const posting = events.find((event) => event.code === POSTING)
  switch (first) {
    case 'lastEvent':
      return ofEvent(events.at(-1), second)
    case 'postingDate':
      return ofEvent(posting, 'date')
    case 'postingOffice':
      return posting?.office
    case 'weightG':
      return events.findLast((event) => event.weightG)?.weightG
    case 'sender':
    case 'addressee':
      return second ? (item.parties?.[first] as Values | null | undefined)?.[second] : undefined
    default:
      return undefined
  }
}

/** The API names fields by the path it was sent them under ("fields.senderName"); the form knows them by code. */
export function byField(problems: readonly { field: string; reason: string }[]): { known: Record<string, string>; others: string[] } {
  const known: Record<string, string> = {}
  const others: string[] = []
  for (const { field, reason } of problems) {
    const code = /(?:^|\.)fields\.([A-Za-z0-9]+)/.exec(field)?.[1]
    if (code) known[code] ??= reason
    else others.push(reason)
  }
  return { known, others }
}
