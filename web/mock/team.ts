// The desk of a team: what the scene says of one's own call centre, and a day's work made up.
import { people } from './data'
import { inFolder, inquiries, type Person, rowOf } from './state'

const OURS = ['overdueByUs', 'toDo', 'toRead', 'returned', 'unroutable']
const NOTHING = { answered: 0, late: 0, asked: 0, closed: 0 }
const DAY = 86_400_000

/** Answers what it knows, undefined for the rest. */
export function team(route: string, path: string, query: URLSearchParams, person: Person): unknown {
  if (route === 'POST /v1/team/release') return { released: 3, more: false }
  if (!route.startsWith('GET /v1/team') || path.startsWith('/v1/team/reviews')) return undefined
  const centre = query.get('centre') || (person.centres[0] ?? '')
  const visible = inquiries.filter((one) => [one.requester.centre, one.replier.centre].includes(centre))
  const rows = visible.filter((one) => OURS.some((folder) => inFolder(one, person.operator, folder))).map(rowOf)
  const of = (agent: string) => rows.filter((one) => (agent === 'none' ? !one.assignee : one.assignee === agent))
  if (path === '/v1/team/inquiries') {
    const list = query.get('agent') ? of(query.get('agent') ?? '') : rows
    return { items: list.slice(0, 200), total: list.length, complete: true }
  }
  const midnight = new Date().setHours(0, 0, 0, 0)
  const load = (list: typeof rows) => ({
    open: list.length,
    overdue: list.filter((one) => one.overdue).length,
    dueToday: list.filter((one) => !one.overdue && one.dueAt && Date.parse(one.dueAt) < midnight + DAY).length,
    oldest: list.map((one) => one.sentAt ?? one.createdAt).sort()[0] ?? null,
    nextDue: list.flatMap((one) => one.dueAt ?? []).sort()[0] ?? null,
  })
  const left = [
    ['overdue', -1e9, 0],
    ['hour', 0, 61],
    ['halfDay', 61, 241],
    ['day', 241, 481],
    ['more', 481, 1e9],
  ] as const
  return {
    centre,
    since: new Date(midnight).toISOString(),
    people: people
      .filter((one) => one.operator === person.operator && one.roles.includes('agent'))
      .map((one, place) => ({
        subject: one.sub,
        name: one.name,
        here: one.centres.includes(centre),
        ...load(of(one.sub)),
        today: place === 0 ? { answered: 14, late: 1, asked: 9, closed: 6 } : { ...NOTHING, asked: 2, closed: 3 },
      })),
    unassigned: { here: false, ...load(of('none')), today: NOTHING },
    ageing: {
      left: [
        ...left.map(([name, from, to]) => ({
          name,
          count: rows.filter((one) => one.remainingMinutes !== null && one.remainingMinutes >= from && one.remainingMinutes < to).length,
        })),
        { name: 'none', count: rows.filter((one) => one.remainingMinutes === null).length },
      ],
      age: ['day', 'threeDays', 'week', 'month', 'older'].map((name, place) => ({ name, count: Math.max(0, rows.length - place * 2) })),
    },
    folders: OURS.map((folder) => ({ folder, count: visible.filter((one) => inFolder(one, person.operator, folder)).length })),
    examined: rows.length,
    complete: true,
    today: { answered: 14, late: 1, asked: 11, closed: 9 },
    todayComplete: true,
  }
}
