/** Instants and dates as a reader expects them. Zones are always named by the caller: the reader's own or the other side's. */

export function formatInstant(iso: string, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(iso))
}

/** The time of day only. */
export function formatTime(iso: string, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(new Date(iso))
}

/** The day only, with its weekday. */
export function formatDay(iso: string, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone }).format(new Date(iso))
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
export function formatWallClock(local: string, language: string): string {
  const wall = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})/.exec(local)?.[1]
  return wall ? formatInstant(`${wall}:00Z`, 'UTC', language) : local
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
