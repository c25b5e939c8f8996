/** What the dashboards decide from values alone. */

export const VIEWS = ['today', 'month', 'network'] as const
export type View = (typeof VIEWS)[number]

/** What somebody sees, what they most want to see first: of a call centre its day, of a post its month. */
export function viewsOf({ centre, post, supervises, network }: Record<'centre' | 'post' | 'supervises' | 'network', boolean>): View[] {
  if (network) return ['network', 'month', 'today']
  return [...(centre || supervises ? (['today'] as const) : []), ...(post ? (['month'] as const) : [])]
}

/** The date and the hour on a clock at an instant. */
export function clockIn(zone: string, now: Date): { day: string; hour: number } {
  const told = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' }).format(now)
  return { day: told.slice(0, 10), hour: Number(told.slice(11, 13)) }
}

export interface HourCounts {
  requests: number
  replies: number
  due: number
  onTime: number
}
export interface Hour {
  hour: number
  asReplier: HourCounts
  asRequester: HourCounts
}

const NOTHING: HourCounts = { requests: 0, replies: 0, due: 0, onTime: 0 }
/** The hours that are always drawn, so that a quiet morning looks like one. */
const FIRST = 7
const LAST = 18

/** Every hour of the working day, and those around it in which something was counted or that it is now. */
export function hoursShown(counted: readonly Hour[], now: number | undefined): Hour[] {
  const hours = [...counted.map((one) => one.hour), ...(now === undefined ? [] : [now])]
  const first = Math.min(FIRST, ...hours)
  const last = Math.max(LAST, ...hours)
  return Array.from(
    { length: last - first + 1 },
    (_, i) => counted.find((one) => one.hour === first + i) ?? { hour: first + i, asReplier: NOTHING, asRequester: NOTHING },
  )
}

/** 9 as "09:00". */
export const hourName = (hour: number) => `${String(hour).padStart(2, '0')}:00`
/** "09:00" as 9. */
export const hourOf = (name: string) => Number(name.slice(0, 2))

interface Standing {
  code: string
  asReplier: { onTime: { part: number; whole: number }; outstanding: number }
}

/** Worst first: the lowest share on time; of equal ones what has more late; without any due last. */
export function ranked<T extends Standing>(rows: readonly T[]): T[] {
  const share = ({ asReplier: { onTime } }: T) => (onTime.whole === 0 ? 2 : onTime.part / onTime.whole)
  const late = ({ asReplier: { onTime } }: T) => onTime.whole - onTime.part
  return [...rows].sort((a, b) => share(a) - share(b) || late(b) - late(a) || a.code.localeCompare(b.code))
}

/** How many points more or less than before; undefined where one of them is not there. */
export function change(now: number | null | undefined, before: number | null | undefined): number | undefined {
  return typeof now === 'number' && typeof before === 'number' ? Math.round((now - before) * 10) / 10 : undefined
}

export interface About {
  month: string
  operator?: string | undefined
  centre?: string | undefined
}

/** A predefined report on a month and whom it is about, beside the month before. */
export function reportAddress(code: string, { month, operator, centre }: About): string {
  const query = new URLSearchParams({ month })
  if (operator) query.set('operator', operator)
  if (centre) query.set('centre', centre)
  query.set('compare', 'before')
  return `/insights/${code}?${query}`
}

/** A figure of a call centre's day, or of an hour of it. */
export interface DayFigure {
  measure: string
  side: 'replier' | 'requester'
  /** Which inquiries of a share are meant: of answers that were due all, those in time or those late. */
  part?: 'whole' | 'part' | 'rest'
  hour?: number
}

/**
 * The inquiries that made a figure of a call centre's day. The day and its hours are those of its clock, and months are those of UTC: the ones that
 * the day has a part in and that have begun.
 */
export function dayAddress(
  { measure, side, part, hour }: DayFigure,
  { centre, day, now }: { centre: string; day: string; now: Date },
): string {
  const monthOf = (days: number) => new Date(Math.min(Date.parse(day) + days * 86_400_000, now.getTime())).toISOString().slice(0, 7)
  const query = new URLSearchParams({ m: measure, side, by: 'partner', 'f.centre': centre, 'f.localDay': day })
  if (hour !== undefined) query.set('f.hour', String(hour))
  query.set('from', monthOf(-1))
  query.set('to', monthOf(1))
  query.set('show', 'inquiries')
  if (part) query.set('part', part)
  query.set('root', `/dashboard?view=today&centre=${centre}`)
  return `/insights/explore?${query}`
}

/** So many lines stand under a bar. */
const LINES = 3

/** A name in short lines, word by word; what has no room is cut. */
export function inLines(name: string, characters: number): string {
  const cut = (text: string) => (text.length > characters ? `${text.slice(0, characters - 1)}…` : text)
  const lines: string[] = []
  for (const word of name.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`
    if (lines.length > 0 && longer.length <= characters) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  const shown = lines.slice(0, LINES).map(cut)
  return (lines.length > LINES ? shown.with(-1, cut(`${shown.at(-1)}…`)) : shown).join('\n')
}
