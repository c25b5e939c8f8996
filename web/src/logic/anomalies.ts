import type { Anomaly } from '../api/types'
import { formatMinutes } from './duration'

/** What has to be known before anything is promised; the others say that the record is untidy. */
const GRAVE: readonly Anomaly['code'][] = ['missent', 'not-received', 'other-receptacle', 'after-delivery', 'impossible-transit', 'gap']

export const isGrave = (code: Anomaly['code']): boolean => GRAVE.includes(code)

/** An instant by the clock of the place where an event was: the offset is that of its local time. */
export function byClockOf(localTime: string, instant: string): string {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(localTime) ?? []
  if (!sign) return instant
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000)
  return `${new Date(Date.parse(instant) + shift).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`
}

/** "5 h", and from three days on "4 days": nobody counts 290 hours. */
export function formatHours(hours: number, language: string): string {
  if (hours < 72) return formatMinutes(hours * 60, language)
  return new Intl.NumberFormat(language, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(Math.floor(hours / 24))
}
