type Week = Record<string, readonly (readonly string[])[] | null | undefined>

const MONDAY = Date.UTC(2026, 0, 5)
const DAY = 86_400_000

/** Opening hours with equal days in a row together: "Mon–Fri 08:00–12:00, 13:00–17:00". */
export function weekWords(week: Week, language: string): string {
  const name = (day: number) =>
    new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(new Date(MONDAY + (day - 1) * DAY))
  const hours = (day: number) => (week[String(day)] ?? []).map((span) => span.join('–')).join(', ')
  const lines: { from: number; to: number; hours: string }[] = []
  for (let day = 1; day <= 7; day++) {
    const last = lines.at(-1)
    if (last && last.hours === hours(day)) last.to = day
    else lines.push({ from: day, to: day, hours: hours(day) })
  }
  return lines
    .filter((line) => line.hours)
    .map((line) => `${line.from === line.to ? name(line.from) : `${name(line.from)}–${name(line.to)}`} ${line.hours}`)
    .join('\n')
}
