const DAY = 86_400_000

/** The week (ISO 8601) of a day: 2026-W48. */
export function weekOf(day: Date): string {
  const thursday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()))
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7)) // a week is in the year of its Thursday
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  return `${thursday.getUTCFullYear()}-W${String(1 + Math.floor((thursday.getTime() - first) / (7 * DAY))).padStart(2, '0')}`
}

/** The Monday with which each of the last weeks that are over in a zone began, the latest first: a date, at midnight UTC. */
export function pastMondays(now: Date, zone: string, count: number): Date[] {
  const today = new Date(new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(now))
  const monday = today.getTime() - ((today.getUTCDay() + 6) % 7) * DAY
  return Array.from({ length: count }, (_, n) => new Date(monday - (n + 1) * 7 * DAY))
}

/** The Monday, at midnight UTC, with which a week "2026-W48" began; undefined where the text names no week. */
export function mondayOf(week: string): Date | undefined {
  const [, year = '', number = ''] = /^(\d{4})-W(\d{2})$/.exec(week) ?? []
  const fourth = new Date(Date.UTC(Number(year), 0, 4)) // always in the first week
  const monday = new Date(fourth.getTime() + ((Number(number) - 1) * 7 - ((fourth.getUTCDay() + 6) % 7)) * DAY)
  return year !== '' && weekOf(monday) === week ? monday : undefined
}
