export interface Duration {
  hours: number
  minutes: number
}

/** Whole minutes as hours and minutes, without the sign. */
export function split(minutes: number): Duration {
  const all = Math.abs(Math.round(minutes))
  return { hours: Math.floor(all / 60), minutes: all % 60 }
}

/** "3 h 20 min", "45 min", "2 h": the reader's own number format, units from Intl. */
export function formatMinutes(minutes: number, language: string): string {
  const { hours, minutes: rest } = split(minutes)
  const unit = (value: number, name: 'hour' | 'minute') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' })
      .format(value)
      .replace(/\bhrs?\b/, 'h')
      .replace(/\bmins?\b/, 'min')
  if (hours === 0) return unit(rest, 'minute')
  return rest === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`
}
