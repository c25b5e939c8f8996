/**
 * Instants and dates as a reader expects them. Zones are always named by the caller: the reader's own or the other side's. The year stands where it is not
 * that of today, which is the one thing that is looked up here and not handed in.
 */

const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

function yearOf(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(instant)
}

/** The year, where it is another than today's. */
function otherYear(instant: Date, timeZone: string, today: Date): Intl.DateTimeFormatOptions {
  return yearOf(instant, timeZone) === yearOf(today, timeZone) ? {} : { year: 'numeric' }
}

export function formatInstant(iso: string, timeZone: string, language: string, today = new Date()): string {
  const instant = new Date(iso)
  return new Intl.DateTimeFormat(language, { ...DAY, ...otherYear(instant, timeZone, today), ...TIME, timeZone }).format(instant)
}

/** The time of day only. */
export function formatTime(iso: string, timeZone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { ...TIME, timeZone }).format(new Date(iso))
}

/** The day only, with its weekday. */
export function formatDay(iso: string, timeZone: string, language: string, today = new Date()): string {
  const instant = new Date(iso)
  return new Intl.DateTimeFormat(language, { ...DAY, ...otherYear(instant, timeZone, today), timeZone }).format(instant)
}

/** The day of something that ends, always with its year. */
export function formatLastDay(iso: string, timeZone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { ...DAY, year: 'numeric', timeZone }).format(new Date(iso))
}

/** A calendar date "2026-11-21", which has no zone. */
export function formatDate(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date.slice(0, 10)}T00:00:00Z`),
  )
}

/** A month "2026-10" in words. */
export function formatMonth(month: string, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`))
}

/** The wall-clock reading of a local time that carries its own offset, e.g. "2026-11-20T14:05:00+09:00". */
export function formatWallClock(local: string, language: string, today = new Date()): string {
  const wall = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})/.exec(local)?.[1]
  return wall ? formatInstant(`${wall}:00Z`, 'UTC', language, today) : local
}

/** The offset of a wall clock that reads otherwise than the reader's at the same instant, e.g. "UTC+9"; empty where both read the same. */
export function otherClock(local: string, timeZone: string): string {
  const [, sign = '', hours = '', minutes = ''] = /([+-])(\d\d):?(\d\d)$/.exec(local) ?? []
  if (sign === '' || formatWallClock(local, 'en') === formatInstant(local, timeZone, 'en')) return ''
  return `UTC${sign === '-' ? '−' : '+'}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`
}

/** The calendar date of an instant's wall clock, for date fields. */
export function wallDate(local: string): string {
  return local.slice(0, 10)
}

/** The city of an IANA zone, for people: "Europe/Brussels" is "Brussels". */
export function zoneCity(zone: string): string {
  return (zone.split('/').pop() ?? zone).replaceAll('_', ' ')
}

/** Whether a time was told by the clock on the wall where it happened, and not as a bare instant. */
export function isWallClock(local: string | null | undefined): local is string {
  return Boolean(local) && !local?.endsWith('Z')
}
