// Monthly reports for looking at their pages: thirteen months, one of them corrected, and a run under way.
import { centres, operators } from './data'

type Bag = Record<string, unknown>
interface Person {
  operator: string
  sub: string
  name: string
  roles: readonly string[]
}

export const ratio = (part: number, whole: number, target: number | null = null) => ({
  part,
  whole,
  percent: whole ? Math.round((1000 * part) / whole) / 10 : null,
  target,
  reached: target === null || !whole ? null : part * 100 >= target * whole,
})
export const mean = (minutes: number, count: number, target: number | null = null) => ({
  totalMinutes: minutes * count,
  count,
  averageMinutes: count ? minutes : null,
  target,
  reached: target === null || !count ? null : minutes <= target,
})
/** A metric by its code: a share, an average of minutes, or a count. */
const figure = (part: number, whole: number | null = null, per = 100) => ({
  part,
  whole,
  value: whole === null ? part : whole === 0 ? null : Math.round((10 * per * part) / whole) / 10,
})
const metrics = (n: number, late: number) => ({
  'on-time-reply': figure(n - late, n),
  'first-level-resolution': figure(Math.round(n * 0.68), Math.round(n * 0.92)),
  'time-to-reply': figure((201 + late) * n, n, 1),
  'time-to-open': figure(42 * n, n, 1),
  outstanding: figure(Math.min(2, late)),
  requests: figure(n + 12),
  opened: figure(n + 9),
  replies: figure(n),
  closed: figure(Math.round(n * 0.92)),
  'automatic-replies': figure(Math.round(n * 0.2), n),
  'on-time-by-people': figure(Math.round(n * 0.8) - late, Math.round(n * 0.8)),
  'time-to-reply-by-people': figure(244 * Math.round(n * 0.8), Math.round(n * 0.8), 1),
  'resolved-in-15-days': figure(Math.round(n * 0.86), Math.round(n * 0.92)),
  reopened: figure(Math.round(n * 0.04), Math.round(n * 0.7)),
  'returned-for-information': figure(Math.round(n * 0.07), n + 12),
  'time-to-answer': figure(150 * n, n, 1),
  'time-waiting-for-information': figure(310 * Math.round(n * 0.06), Math.round(n * 0.06), 1),
  escalated: figure(Math.round(n * 0.05)),
  workload: figure(3 * n),
  'repeat-rate': figure(Math.round(n * 0.03), n),
})
const side = (n: number, late: number) => ({
  metrics: metrics(n, late),
  requests: n + 12,
  opened: n + 9,
  replies: n,
  closed: Math.round(n * 0.92),
  outstanding: Math.min(2, late),
  onTime: ratio(n - late, n, 98),
  firstLevel: ratio(Math.round(n * 0.68), Math.round(n * 0.92), 70),
  timeToReply: mean(201 + late, n),
  timeToOpen: mean(42, n, 180),
  automatic: ratio(Math.round(n * 0.2), n),
  onTimeByPeople: ratio(Math.round(n * 0.8) - late, Math.round(n * 0.8)),
  timeToReplyByPeople: mean(244, Math.round(n * 0.8)),
})
const figures = (n: number, late: number) => ({ asReplier: side(n, late), asRequester: side(Math.round(n * 0.45), 1) })
const MONTHS = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1, -2].map((back) => new Date(Date.UTC(2026, back - 1, 1)).toISOString().slice(0, 7))
const subscribed = new Map<string, Bag>()
/** Months that somebody has counted again. */
const corrected: Bag[] = []

const LATE = [14, 12, 9, 11, 8, 10, 7, 5, 6, 4, 5, 3, 4, 6]

export function reports(method: string, id: string, verb: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  const operator = person.operator || query.get('operator') || /^monthly-\d{4}-\d{2}-(\w+)$/.exec(id)?.[1] || 'NETWORK'
  const card = (month: string, edition = '') => {
    const at = MONTHS.indexOf(month)
    const version = edition ? Number(edition.split('-v')[1]) : month === '2026-09' ? 2 : 1
    const state = edition ? edition.split('-v')[0] : at === 0 ? 'provisional' : 'final'
    const late = (LATE[at] ?? 5) + (month === '2026-09' && version === 1 ? -3 : 0)
    return {
      id: `monthly-${month}-${operator}`,
      kind: 'monthly',
      month,
      operator,
      name: operators.find((one) => one.code === operator)?.name ?? 'Network',
      state,
      version,
      edition: `${state}-v${version}`,
      until: `${month}-28T00:00:00Z`,
      createdAt: `${month}-28T02:0${version}:00Z`,
      formats: ['csv', 'json', 'pdf', 'xlsx'],
      summary: figures(340 - 7 * at, late),
    }
  }
  const reason = 'Three answers of 30 September reached the lake late.'
  if (method === 'GET' && !id) {
    const [from, more] = query.get('cursor') ? [10, ''] : [0, 'ten'] // pages are short, so that there is another
    const limit = Number(query.get('limit') ?? 0)
    return limit
      ? { items: MONTHS.map((one) => card(one)), nextCursor: '' }
      : { items: MONTHS.slice(from, from + 10).map((one) => card(one)), nextCursor: more }
  }
  if (id === 'subscribers') {
    if (method === 'PUT')
      subscribed.set(verb, {
        agent: verb,
        mine: verb === 'me',
        name: person.name,
        language: body.language,
        since: new Date().toISOString(),
        paused: false,
      })
    if (method === 'DELETE') subscribed.delete(verb)
    return method === 'GET' ? { items: [...subscribed.values()] } : (subscribed.get(verb) ?? {})
  }
  if (id === 'runs' || id === 'corrections') {
    const run = (one: Bag) => ({
      state: 'final',
      reason: '',
      askedBy: '',
      endedAt: null,
      total: 43,
      done: 43,
      made: 43,
      mailed: 12,
      differed: 0,
      failed: [],
      ...one,
    })
    const begun = new Date(Date.now() - 60_000).toISOString()
    const all = [
      run({
        id: '2026-11-provisional',
        kind: 'schedule',
        month: '2026-11',
        state: 'provisional',
        stage: 'running',
        askedAt: begun,
        done: 29,
        made: 29,
        mailed: 0,
        differed: 0,
        failed: ['FRA'],
      }),
      run({ id: '2026-10-final', kind: 'schedule', month: '2026-10', stage: 'done', askedAt: '2026-11-15T03:00:00Z' }),
      run({
        id: '2026-09-correction-1f',
        kind: 'correction',
        month: '2026-09',
        stage: 'done',
        askedAt: '2026-10-20T09:14:00Z',
        reason,
        made: 2,
        mailed: 3,
        differed: 0,
      }),
    ]
    if (id === 'runs') return { items: [...corrected, ...all] }
    const asked = run({
      id: `${body.month}-correction-${corrected.length}`,
      kind: 'correction',
      month: body.month,
      stage: 'running',
      askedAt: new Date().toISOString(),
      reason: body.reason,
      done: 0,
      made: 0,
      mailed: 0,
    })
    corrected.unshift(asked)
    return asked
  }
  const month = id.slice(8, 15)
  if (verb === 'download') return { url: `/mock/file.${query.get('format')}`, expiresAt: '2026-12-01T00:00:00Z' }
  if (verb === 'editions') {
    const names = month === '2026-09' ? ['final-v2', 'final-v1', 'provisional-v1'] : [card(month).edition]
    return { items: names.map((one) => ({ ...card(month, one), reason: one === 'final-v2' ? reason : '', counted: '9f86d081' })) }
  }
  if (verb === 'changes') {
    const change = (one: Bag) => ({ operator: '', centre: '', name: '', side: 'replier', unit: 'percent', ...one })
    const value = (part: number, whole: number) => ({ part, whole, value: Math.round((1000 * part) / whole) / 10 })
    const items = [
      change({ metric: 'on-time-reply', before: value(320, 326), after: value(317, 326) }),
      change({ metric: 'outstanding', unit: 'count', before: { value: 3, part: 3, whole: 0 }, after: { value: 0, part: 0, whole: 0 } }),
      change({
        operator: 'GBA',
        centre: 'GBA-DON',
        name: 'Doncaster',
        metric: 'on-time-reply',
        before: value(180, 184),
        after: value(177, 184),
      }),
      change({
        operator: 'GBA',
        centre: 'GBA-DON',
        name: 'Doncaster',
        metric: 'time-to-reply',
        unit: 'minutes',
        before: { value: 204.2, part: 37573, whole: 184 },
        after: { value: 211, part: 38824, whole: 184 },
      }),
    ]
    return { from: 'final-v1', to: 'final-v2', reason, items }
  }
  const one = card(month, query.get('edition') ?? '')
  const past = (back: number) => {
    const at = MONTHS[MONTHS.indexOf(month) + back]
    return at ? { month: at, edition: 'final-v1', summary: card(at).summary } : null
  }
  return {
    ...one,
    reason: one.edition === 'final-v2' ? reason : '',
    lastMonth: past(1),
    lastYear: past(12),
    rows:
      operator === 'NETWORK'
        ? operators.slice(0, 12).map((post, k) => ({ operator: post.code, centre: '', name: post.name, ...figures(120 - 9 * k, k % 5) }))
        : centres
            .filter((centre) => centre.operator === operator)
            .map((centre, k) => ({
              operator: centre.operator,
              centre: centre.id,
              name: centre.name,
              ...figures(k === 0 ? 184 : 0, k === 0 ? 4 : 0),
            })),
  }
}
