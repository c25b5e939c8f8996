/** Opening hours and dates between what people type and what a calendar holds. */

export type Spans = [string, string][]
/** As the API describes it: that segments are pairs, it says in words. */
type Told = Record<string, readonly (readonly string[])[]>

const TIME = /^([01]?\d|2[0-3]):?([0-5]\d)?$/

function time(text: string, end: boolean): string | undefined {
  if (end && /^24(:?00)?$/.test(text)) return '24:00'
  const found = TIME.exec(text)
  return found ? `${found[1]?.padStart(2, '0')}:${found[2] ?? '00'}` : undefined
}

/** "8-12, 13:00-17:30" as segments in their order; undefined when it can't be read or overlaps. Nothing means closed. */
export function spansOf(text: string): Spans | undefined {
  const spans: Spans = []
  for (const part of text.split(/[,;]/)) {
    if (part.trim() === '') continue
    const [from, to, more] = part.split(/[-–—]/).map((one) => one.trim())
    const opens = time(from ?? '', false)
    const closes = time(to ?? '', true)
    if (!opens || !closes || more !== undefined || closes <= opens) return undefined
    spans.push([opens, closes])
  }
  spans.sort(([a], [b]) => a.localeCompare(b))
  return spans.every(([opens], i) => i === 0 || opens >= (spans[i - 1]?.[1] ?? '')) ? spans : undefined
}

export function spansText(spans: Told[string] | null | undefined): string {
  return (spans ?? []).map(([from, to]) => `${from}–${to}`).join(', ')
}

const pad = (part: string | undefined) => (part ?? '').padStart(2, '0')

/** One date as people write it: 2026-12-25, 25.12.2026, 25/12/2026 (day first). */
export function dateOf(text: string): string | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text)
  const european = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text)
  const parts = iso ? [iso[1], iso[2], iso[3]] : european ? [european[3], european[2], european[1]] : undefined
  if (!parts) return undefined
  const date = `${parts[0]}-${pad(parts[1])}-${pad(parts[2])}`
  const read = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date) ? date : undefined
}

export interface Dates {
  dates: string[]
  /** What could not be read, as it was typed. */
  unread: string[]
}

/** A pasted list of dates: one a line or separated by commas, words beside them are left out; each date once, in order. */
export function datesOf(text: string): Dates {
  const dates = new Set<string>()
  const unread: string[] = []
  for (const part of text.split(/[\n,;\t]/)) {
    if (part.trim() === '') continue
    const found = part
      .split(/\s+/)
      .map(dateOf)
      .find((one) => one !== undefined)
    if (found) dates.add(found)
    else unread.push(part.trim())
  }
  return { dates: [...dates].sort(), unread }
}

/** What the editor holds: text, so that nothing typed is lost while it is wrong. */
export interface CalendarDraft {
  timeZone: string
  week: Record<string, string>
  holidays: string
  special: { date: string; hours: string }[]
}

interface Calendar {
  timeZone: string
  week: Record<string, Spans>
  holidays: string[]
  special: Record<string, Spans>
}

export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const

export function draftOf(calendar: { timeZone: string; week?: Told; holidays?: string[]; special?: Told }): CalendarDraft {
  return {
    timeZone: calendar.timeZone,
    week: Object.fromEntries(WEEKDAYS.map((day) => [day, spansText(calendar.week?.[day])])),
    holidays: (calendar.holidays ?? []).join('\n'),
    special: Object.entries(calendar.special ?? {}).map(([date, spans]) => ({ date, hours: spansText(spans) })),
  }
}

/** Where a draft can't be read: "timeZone", "week.1", "holidays", "special.0". */
export type Faults = Record<string, true>

/** The calendar, or the places that are wrong. */
export function calendarOf(draft: CalendarDraft): { calendar?: Calendar; faults: Faults } {
  const faults: Faults = {}
  const week: Record<string, Spans> = {}
  for (const day of WEEKDAYS) {
    const spans = spansOf(draft.week[day] ?? '')
    if (!spans) faults[`week.${day}`] = true
    else if (spans.length > 0) week[day] = spans
  }
  const { dates, unread } = datesOf(draft.holidays)
  if (unread.length > 0) faults.holidays = true
  const special: Record<string, Spans> = {}
  draft.special.forEach(({ date, hours }, i) => {
    const day = dateOf(date.trim())
    const spans = spansOf(hours)
    if (!day || !spans || day in special) faults[`special.${i}`] = true
    else special[day] = spans
  })
  if (!draft.timeZone) faults.timeZone = true
  return Object.keys(faults).length > 0 ? { faults } : { calendar: { timeZone: draft.timeZone, week, holidays: dates, special }, faults }
}
