import type { Field, Item, Release, TrackingEvent, Values } from '../api/types'
import { wallDate } from './instant'

/** What is wrong with a value while it is typed: a key for the sentence and its numbers. The API has the last word. */
export interface Complaint {
  key:
    | 'mandatory'
    | 'tooLong'
    | 'notANumber'
    | 'tooSmall'
    | 'tooLarge'
    | 'notADate'
    | 'notADateTime'
    | 'notAnEmail'
    | 'notAnAmount'
    | 'notACurrency'
    | 'mustBeYes'
  limit?: number
}

/** The level at which a form is only looked at while somebody types: nothing is missing yet. */
export const TYPING = 0

/** The level at which a reply is complete: its fields know no levels. */
export const WHOLE = 1

const DEFAULT_LENGTH: Record<string, number> = { text: 200, longText: 4000, email: 254, phone: 40 }

export function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}

/** Whether a field belongs to the form now: its condition holds for what is filled in (catalogue: Field.when). */
export function applies(field: Field, values: Values): boolean {
  if (!field.when) return true
  const given = values[field.when.field]
  if (field.when.given) return !isEmpty(given)
  const told = Array.isArray(given) ? given.map(String) : isEmpty(given) ? [] : [String(given)]
  return (field.when.in ?? []).some((one) => told.includes(one))
}

/** The fields of a form as it stands now. */
export function shown(fields: readonly Field[], values: Values): Field[] {
  return fields.filter((field) => applies(field, values))
}

/** Whether a field must be filled in at a level of the inquiry; at TYPING nothing must. */
export function isMandatory(field: Field, level: number): boolean {
  return level > 0 && (field.mandatory || Boolean(field.mandatoryFromLevel && level >= field.mandatoryFromLevel))
}

/** At a level above TYPING a missing mandatory value counts too, as it does when the form is sent. */
export function check(field: Field, value: unknown, level: number): Complaint | undefined {
  if (isEmpty(value)) return isMandatory(field, level) ? { key: 'mandatory' } : undefined
  if (field.mustBeTrue && level > TYPING && value === false) return { key: 'mustBeYes' }
  const limit = field.maxLength || DEFAULT_LENGTH[field.type]
  if (typeof value === 'string' && limit && value.length > limit) return { key: 'tooLong', limit }
  switch (field.type) {
    case 'integer': {
      const number = typeof value === 'number' ? value : Number(value)
      return Number.isInteger(number) ? outside(number, field) : { key: 'notANumber' }
    }
    case 'amount': {
      const hundredths = hundredthsOf(value)
      return hundredths === undefined ? { key: 'notAnAmount' } : outside(hundredths, field, 100)
    }
    case 'currency':
      return /^[A-Z]{3}$/.test(String(value)) ? undefined : { key: 'notACurrency' }
    case 'date':
      return isDate(String(value)) ? undefined : { key: 'notADate' }
    case 'dateTime':
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(String(value)) && !Number.isNaN(Date.parse(String(value)))
        ? undefined
        : { key: 'notADateTime' }
    case 'email':
      return /^\S+@\S+\.\S+$/.test(String(value)) ? undefined : { key: 'notAnEmail' }
    default:
      return undefined
  }
}

function outside(number: number, { min, max }: Field, unit = 1): Complaint | undefined {
  if (typeof min === 'number' && number < min) return { key: 'tooSmall', limit: min / unit }
  if (typeof max === 'number' && number > max) return { key: 'tooLarge', limit: max / unit }
  return undefined
}

/** An amount in hundredths of its currency: a number is one already, a text is what people write: "1 234,50", "12.5". Undefined for anything else. */
export function hundredthsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : undefined
  if (typeof value !== 'string') return undefined
  const parts = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(value.replace(/[\s\u00a0\u202f'’]/g, ''))
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : undefined
}

/** An amount as it stands in a form: hundredths as decimals, what is being typed as it is. */
export function amountText(value: unknown): string {
  if (typeof value === 'number') return (value / 100).toFixed(2)
  return typeof value === 'string' ? value : ''
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

export function checkAll(fields: readonly Field[], values: Values, level: number): Record<string, Complaint> {
  const found: Record<string, Complaint> = {}
  for (const field of shown(fields, values)) {
    const complaint = check(field, values[field.code], level)
    if (complaint) found[field.code] = complaint
  }
  return found
}

/** What is sent: only these fields as far as they apply, without the empty ones, numbers as numbers, text without blanks around it. */
export function toSend(fields: readonly Field[], values: Values): Values {
  const sent: Values = {}
  for (const field of shown(fields, values)) {
    const value = values[field.code]
    if (isEmpty(value)) continue
    if (field.type === 'integer') sent[field.code] = Number(value)
    else if (field.type === 'dateTime') sent[field.code] = new Date(String(value)).toISOString()
    else if (field.type === 'amount') sent[field.code] = hundredthsOf(value)
    else sent[field.code] = typeof value === 'string' ? value.trim() : value
  }
  return sent
}

/** A remark is marked with the language of the pages it was written on, unless the person said another (catalogue: field "language"). */
export function marked(fields: readonly Field[], values: Values, language: string): Values {
  const asked = fields.some((one) => one.code === 'language' && one.options?.some(({ code }) => code === language))
  return asked && !isEmpty(values.remark) && isEmpty(values.language) ? { ...values, language } : values
}

/** What an edit sends: as toSend, and null for a value that was there and is empty now. */
export function toEdit(fields: readonly Field[], values: Values, before: Values): Values {
  const edit = toSend(fields, values)
  for (const field of fields) if (!(field.code in edit) && !isEmpty(before[field.code])) edit[field.code] = null
  return edit
}

/** What differs from what is stored: the only thing a step that changes fields besides has to send. */
export function changed(fields: readonly Field[], values: Values, before: Values): Values {
  const all = toSend(fields, values)
  return Object.fromEntries(Object.entries(all).filter(([code, value]) => JSON.stringify(value) !== JSON.stringify(before[code])))
}

/** The fields that a level needs and that say nothing yet. */
export function neededAt(fields: readonly Field[], values: Values, level: number): Field[] {
  return shown(fields, values).filter((field) => isMandatory(field, level) && isEmpty(values[field.code]))
}

/** Which event "event" means in a reply's prefill paths: the one that the reply reports. */
export type Told = TrackingEvent | undefined

/** Values that tracking already knows, by each field's prefill path: item.lastEvent.code, item.sender.name, event.date … */
export function prefill(fields: readonly Field[], item: Item | undefined, marks: Marks, told?: Told): Values {
  const values: Values = {}
  if (!item) return values
  for (const field of fields) {
    const known = field.prefill ? resolve(field.prefill.split('.'), item, marks, told) : undefined
    if (!isEmpty(known)) values[field.code] = known
  }
  return values
}

/** What the events mean that a request's prefills are taken from: codes of a release (catalogue: roles, milestones). */
export interface Marks {
  posting: string
  left: readonly string[]
  held: readonly string[]
  released: readonly string[]
  delivered: readonly string[]
}

/** For forms that take nothing from an item: replies. */
export const NO_MARKS: Marks = { posting: '', left: [], held: [], released: [], delivered: [] }

export function marksOf(release: Release): Marks {
  const at = (milestone: string) => release.eventCodes.filter((one) => one.milestone === milestone).map((one) => one.code)
  return {
    posting: release.roles?.postingEvent ?? 'EMA', // what releases meant before they said so
    left: at('left-origin-country'),
    held: at('customs-hold'),
    released: release.eventCodes.filter((one) => one.clock === 'release').map((one) => one.code),
    delivered: at('delivered'),
  }
}

function ofEvent(event: TrackingEvent | undefined, name: string | undefined): unknown {
  if (!event || !name) return undefined
  if (name === 'date') return wallDate(event.localTime || event.time)
  if (name === 'dateTime') return event.time
  return (event as unknown as Values)[name]
}

function resolve([root, first, second]: readonly (string | undefined)[], item: Item, marks: Marks, told: Told): unknown {
  const events = item.events ?? []
  if (root === 'event') return ofEvent(told, first)
  const posting = events.find((event) => event.code === marks.posting)
  const last = (codes: readonly string[]) => events.findLast((event) => codes.includes(event.code))
  switch (first) {
    case 'lastEvent':
      return ofEvent(events.at(-1), second)
    case 'postingDate':
      return ofEvent(posting, 'date') ?? item.declared?.postingDate
    case 'postingOffice':
      return posting?.office ?? item.declared?.postingOffice
    case 'outward':
      return ofEvent(last(marks.left), second)
    case 'dispatchId':
      return last(marks.left)?.dispatchId
    case 'held': {
      const freed = events.findLastIndex((event) => marks.released.includes(event.code))
      return ofEvent(
        events.slice(freed + 1).find((event) => marks.held.includes(event.code)),
        second,
      )
    }
    case 'delivered':
      return ofEvent(last(marks.delivered), second)
    case 'weightG':
      return events.findLast((event) => event.weightG)?.weightG ?? item.declared?.weightG
    case 'contents':
      return item.declared?.contents
    case 'value':
    case 'cod':
      return second ? (item.declared?.[first] as Values | null | undefined)?.[second] : undefined
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
