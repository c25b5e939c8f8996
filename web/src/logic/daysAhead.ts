interface Calendar {
  holidays: readonly string[]
  special?: Readonly<Record<string, readonly (readonly string[])[]>> | null
}

/** A date "2026-12-24" with other hours than its weekday's: segments "08:00–12:00", none where it is closed. */
export interface DayAhead {
  date: string
  hours: string[]
}

/** The next dates from today on, there, that are holidays or special days: a special day beats a holiday. */
export function daysAhead({ holidays, special }: Calendar, today: string, most: number): DayAhead[] {
  const days = new Map(holidays.map((date) => [date, [] as string[]]))
  for (const [date, spans] of Object.entries(special ?? {}))
    days.set(
      date,
      spans.map((span) => span.join('–')),
    )
  return [...days]
    .filter(([date]) => date >= today)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, most)
    .map(([date, hours]) => ({ date, hours }))
}
