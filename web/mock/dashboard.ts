// Running counts for looking at the dashboards: a busy day with its hours, and months of an operator and of the network.
import { centres, operators } from './data'
import { mean, ratio } from './reports'

type Bag = Record<string, unknown>
interface Person {
  operator: string
  centres: readonly string[]
}

const IN = [0, 0, 0, 0, 0, 0, 1, 4, 9, 14, 11, 8, 6, 12, 10, 7, 5, 2, 1, 0, 0, 0, 0, 0]
const OUT = [0, 0, 0, 0, 0, 0, 0, 1, 6, 12, 13, 9, 4, 11, 12, 9, 6, 3, 0, 0, 0, 0, 0, 0]

const share = (part: number, whole: number, target: number) => ratio(part, whole, target)
const headline = (n: number, late: number) => ({
  requests: n + 12,
  replies: n,
  outstanding: Math.min(3, late),
  onTime: share(n - late, n, 98),
  firstLevel: share(Math.round(n * 0.72), Math.round(n * 0.95), 70),
  timeToReply: mean(180 + 3 * late, n),
})
const side = (n: number, late: number) => ({
  ...headline(n, late),
  opened: n,
  closed: Math.round(n * 0.95),
  timeToOpen: mean(35, n),
  automatic: ratio(Math.round(n * 0.2), n),
  onTimeByPeople: ratio(Math.round(n * 0.8) - late, Math.round(n * 0.8)),
  timeToReplyByPeople: mean(220, n),
})
const figures = (n: number, late: number) => ({ asReplier: side(n, late), asRequester: side(Math.round(n * 0.6), 1) })

function day(centre: string, date: string) {
  const zone = centres.find((one) => one.id === centre)?.calendar.timeZone ?? 'UTC'
  const now = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone }).format(new Date()))
  const hours = IN.flatMap((n, hour) => {
    const out = OUT[hour] ?? 0
    if (hour > now || n + out === 0) return []
    const late = hour === 11 ? 2 : hour === 14 ? 1 : 0
    const asReplier = { requests: n, replies: out, due: out, onTime: Math.max(0, out - late), outstanding: 0 }
    return [
      { hour, asReplier, asRequester: { requests: Math.round(n / 2), replies: Math.round(out / 3), due: 0, onTime: 0, outstanding: 0 } },
    ]
  })
  const sum = (of: (one: (typeof hours)[number]) => number) => hours.reduce((total, one) => total + of(one), 0)
  const due = sum((one) => one.asReplier.due)
  const total = figures(due, due - sum((one) => one.asReplier.onTime))
  Object.assign(total.asReplier, { requests: sum((one) => one.asReplier.requests), outstanding: 2 })
  Object.assign(total.asRequester, { requests: sum((one) => one.asRequester.requests), replies: sum((one) => one.asRequester.replies) })
  return { centre, day: date, latest: hours.length > 0 ? new Date(Date.now() - 40_000).toISOString() : null, total, hours }
}

function month(of: string, name: string, codes: readonly string[], network: boolean) {
  const rows = codes.map((code, i) => {
    const n = 40 + ((i * 37) % 260)
    const late = (i * 7) % 9
    return {
      code,
      asReplier: headline(n, late),
      ...(network ? {} : { asRequester: headline(Math.round(n / 2), 1) }),
      before: i % 7 === 6 ? null : 93 + ((i * 13) % 70) / 10,
    }
  })
  const n = rows.reduce((total, row) => total + row.asReplier.onTime.whole, 0)
  const late = rows.reduce((total, row) => total + row.asReplier.onTime.whole - row.asReplier.onTime.part, 0)
  return {
    month: name,
    operator: of,
    latest: new Date(Date.now() - 40_000).toISOString(),
    total: figures(n, late),
    before: figures(Math.round(n * 1.1), Math.round(late * 1.5)),
    rows,
  }
}

/** Answers what the dashboards ask; undefined for everything else. */
export function runningFigures(path: string, query: URLSearchParams, person: Person): Bag | undefined {
  const [, , , kind, when = ''] = path.split('/')
  if (!path.startsWith('/v1/insights/')) return undefined
  if (kind === 'days') return day(query.get('centre') ?? person.centres[0] ?? '', when)
  const operator = query.get('operator') || person.operator
  if (kind === 'months') {
    const own = centres.filter((one) => one.operator === operator).map((one) => one.id)
    return month(operator, when, [...own, ...(own.length > 1 ? [''] : [])], false)
  }
  if (kind === 'network')
    return month(
      'NETWORK',
      when,
      operators.map((one) => one.code),
      true,
    )
  return undefined
}
