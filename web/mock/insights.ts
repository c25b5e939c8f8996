// Figures, made up: a small lake of counts that adds up, whatever is asked of it. Since August the link with Japan answers registered items ever
// later, from opening on. Never part of a build.
import { readFileSync } from 'node:fs'
import { centres, operators, type people } from './data'
import { inquiries } from './state'

type Bag = Record<string, unknown>
type Person = (typeof people)[number]

interface Query {
  measures: string[]
  sides: string[]
  dimensions?: string[]
  filters?: { dimension: string; values: string[] }[]
  from: string
  to: string
  compare?: string
  whose?: string
}

const REPORTS = readFileSync('../shared/insight/query/reports.json', 'utf8')

const MEANINGS = JSON.parse(readFileSync('../shared/insight/words/en.json', 'utf8')) as Record<string, { means: string }>

/** What each metric is, read where it is defined: the page docs/metrics.md, which a test keeps equal to the code. */
const METRICS = (readFileSync('../docs/metrics.md', 'utf8').split('\n## A month computed by hand')[0] ?? '')
  .split('\n')
  .filter((line) => /^\| `[a-z0-9-]+` \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, code = '', name, formula, unit, better, target = '', source]) => ({
    code: code.replaceAll('`', ''),
    name,
    means: MEANINGS[code.replaceAll('`', '')]?.means ?? '',
    formula,
    unit: unit === '%' || unit === 'working minutes' ? unit : unit?.startsWith('per') ? unit : 'count',
    better: ['higher', 'lower'].includes(better ?? '') ? better : 'neither',
    target: /^\d/.test(target) ? Number(target) : null,
    source: source === '–' ? '' : source,
    byAgent: !['on-time-reply', 'on-time-by-people', 'outstanding', 'inquiry-rate'].includes(code.replaceAll('`', '')),
    missing: ['higher', 'lower', 'neither'].includes(better ?? '') ? '' : better,
  }))

/** A number between 0 and 1 that is always the same for the same words. */
function chance(...words: unknown[]): number {
  let h = 2166136261
  for (const sign of words.join('|')) h = Math.imul(h ^ sign.charCodeAt(0), 16777619)
  h ^= h >>> 15
  return ((Math.imul(h, 2246822507) >>> 0) % 10_000) / 10_000
}

const shift = (month: string, by: number) => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}
const months = (from: string, to: string) => {
  const out: string[] = []
  for (let month = from; month <= to && out.length < 60; month = shift(month, 1)) out.push(month)
  return out
}

const PRODUCTS: [string, number][] = [['EMS', 0.3], ['REG', 0.4], ['PPR', 0.3]] // biome-ignore format: a table
const WORKFLOWS: [string, number][] = [['WII', 0.6], ['WPD', 0.2], ['DMG', 0.12], ['CUS', 0.08]] // biome-ignore format: a table
const OWN: [string, number][] = [['GBA-DON', 0.65], ['GBA-BEL', 0.35]] // biome-ignore format: a table
const CLOSE = ['USA', 'DEA', 'FRA', 'JPA', 'AUA', 'ITA', 'ESA', 'CNA', 'NLA', 'CHA', 'CAA', 'INA']
const HOURS = [0, 0, 0, 0, 0, 0, 1, 4, 9, 12, 11, 9, 6, 8, 9, 8, 5, 2, 1, 0, 0, 0, 0, 0]
const WEEK = [22, 19, 17, 17, 18, 5, 2]
/** The dimensions that no count depends on: they are shared out. */
const SHARES: Record<string, [string, number][]> = {
  level: [['1', 0.78], ['2', 0.17], ['3', 0.05]],
  replyCode: [['DLV', 0.46], ['ATT', 0.14], ['PUP', 0.12], ['TRN', 0.12], ['CUS', 0.07], ['LST', 0.05], ['INC', 0.04]],
  replyClass: [['C', 0.78], ['I', 0.18], ['N', 0.04]],
  actor: [['agent', 0.78], ['automatic', 0.2], ['system', 0.02]],
  urgent: [['no', 0.93], ['yes', 0.07]],
  weekday: WEEK.map((n, day) => [String(day + 1), n / 100]),
  hour: HOURS.map((n, hour) => [String(hour), n / 85]),
  agent: [['7k3fq2ab5xw6ymzt', 0.34], ['p4d2vu7c3n5lqe6k', 0.27], ['b6yzt3mhr2ow4s7j', 0.21], ['few', 0.06], ['', 0.12]],
} // biome-ignore format: a table

interface Counted {
  key: Record<string, string>
  volume: number
}

/** How many questions a month, by everything that they depend on. */
function lake(person: Person, all: string[], everyone: boolean): Counted[] {
  const network = person.operator === '' || everyone
  const posts = network ? ['GBA', 'DEA', 'USA', 'FRA', 'JPA', 'AUA', ...operators.slice(30, 40).map((one) => one.code)] : [person.operator]
  const out: Counted[] = []
  for (const month of all)
    for (const operator of posts) {
      const home = centres.filter((one) => one.operator === operator).map((one): [string, number] => [one.id, 1])
      const desks = operator === 'GBA' ? OWN : home.map(([id]): [string, number] => [id, 1 / Math.max(1, home.length)])
      const near = network ? CLOSE : operator === 'DEA' ? operators.map((one) => one.code) : CLOSE
      for (const partner of near.filter((one) => one !== operator))
        for (const side of ['replier', 'requester'])
          for (const [centre, desk] of desks)
            for (const [product, of] of PRODUCTS)
              for (const [workflow, share] of WORKFLOWS) {
                const size = 900 / (3 + near.indexOf(partner)) / (near.length > 50 ? 2 : 1)
                const volume = Math.round(size * desk * of * share * (0.8 + 0.4 * chance(month, operator, partner, side, centre, product)))
                if (volume > 0) out.push({ key: { month, operator, partner, side, centre, product, workflow }, volume })
              }
    }
  return out
}

/** A measure of a cell: part and whole. */
function measured(code: string, { key, volume }: Counted): [number, number | null] {
  const { month = '', partner = '', product = '', side = '', centre = '', workflow = '' } = key
  const slower = partner === 'JPA' && product === 'REG' && side === 'requester' && month >= '2026-08'
  const luck = chance(code, month, partner, centre, workflow)
  const late = (slower ? 0.3 : 0.015) + 0.04 * chance('late', partner) * luck
  const answered = Math.round(volume * 0.94)
  const minutes = (base: number, of = code) =>
    Math.round(base * (0.7 + 0.6 * chance(of, partner, centre)) * (0.9 + 0.2 * chance(of, month, partner, centre, workflow)))
  const unopened = () => minutes(60, 'time-waiting-for-opening')
  const answering = () => minutes(slower ? 620 : 150, 'time-to-answer')
  switch (code) {
    case 'on-time-reply':
      return [Math.round(answered * (1 - late)), answered]
    case 'on-time-by-people':
      return [Math.round(answered * 0.8 * (1 - 1.2 * late)), Math.round(answered * 0.8)]
    case 'first-level-resolution':
      return [Math.round(answered * (0.62 + 0.2 * luck)), answered]
    case 'resolved-in-15-days':
      return [Math.round(answered * (0.86 + 0.12 * luck)), answered]
    case 'automatic-replies':
      return [Math.round(answered * 0.2), answered]
    case 'reopened':
      return [Math.round(answered * 0.03 * (1 + luck)), answered]
    case 'returned-for-information':
      return [Math.round(volume * (0.02 + 0.06 * chance('data', partner))), volume]
    case 'time-to-open':
      return [minutes(55) * answered, answered]
    case 'time-in-queue':
      return [Math.round(minutes(4) * volume * chance('queue', partner, centre)), volume]
    case 'time-waiting-for-opening':
      return [unopened() * answered, answered]
    case 'time-to-answer':
      return [answering() * answered, answered]
    case 'time-to-reply':
    case 'time-to-reply-by-people':
      return [(unopened() + answering()) * answered, answered]
    case 'time-waiting-for-information':
      return [minutes(420) * Math.round(volume * 0.05), Math.round(volume * 0.05)]
    case 'outstanding':
      return [volume * (slower ? 0.06 : 0.008), null]
    case 'escalated':
      return [Math.round(volume * 0.04), null]
    case 'workload':
      return [Math.round(volume * 3.1), null]
    case 'closed':
      return [Math.round(volume * 0.9), null]
    default:
      return [code === 'replies' ? answered : volume, null]
  }
}

function days(month: string): [string, number][] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const all = Array.from({ length: count }, (_, k) => `${month}-${String(k + 1).padStart(2, '0')}`)
  const weight = (day: string) => WEEK[(new Date(day).getUTCDay() + 6) % 7] ?? 1
  const sum = all.reduce((total, day) => total + weight(day), 0)
  return all.map((day) => [day, weight(day) / sum])
}

/** The days of a month by the Mondays of their weeks. */
function weeks(month: string): [string, number][] {
  const out = new Map<string, number>()
  for (const [day, share] of days(month)) {
    const date = new Date(day)
    const monday = new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)
    out.set(monday, (out.get(monday) ?? 0) + share)
  }
  return [...out]
}

function figure(code: string, [part, whole]: [number, number | null]): Bag {
  const metric = METRICS.find((one) => one.code === code)
  if (whole === null) return { part, whole, value: part }
  return { part, whole, value: whole === 0 ? null : Math.floor((part * (metric?.unit === '%' ? 1000 : 10)) / whole + 0.5) / 10 }
}

type Sums = Map<string, [number, number | null][]>

function count(query: Query, person: Person, from: string, to: string): Sums {
  const out: Sums = new Map()
  const dimensions = query.dimensions ?? []
  const shared = [...new Set([...dimensions, ...(query.filters ?? []).map((one) => one.dimension)])].filter(
    (one) => one in SHARES || one === 'day' || one === 'week',
  )
  const passes = (dimension: string, value: string) =>
    (query.filters ?? []).every((one) => one.dimension !== dimension || one.values.includes(value))
  for (const cell of lake(person, months(from, to), query.whose === 'everyone')) {
    if (!query.sides.includes(cell.key.side ?? '')) continue
    if (!Object.entries(cell.key).every(([dimension, value]) => passes(dimension, value))) continue
    let split: { key: Record<string, string>; share: number }[] = [{ key: {}, share: 1 }]
    for (const dimension of shared)
      split = split.flatMap(({ key, share }) =>
        (dimension === 'day' ? days(cell.key.month ?? '') : dimension === 'week' ? weeks(cell.key.month ?? '') : (SHARES[dimension] ?? []))
          .filter(([value]) => passes(dimension, value))
          .map(([value, of]) => ({ key: { ...key, [dimension]: value }, share: share * of })),
      )
    const own = inquiries.slice(0, 9)
    const values = query.measures.map((code) => measured(code, cell))
    for (const { key, share } of split) {
      const at = JSON.stringify(
        dimensions.map(
          (one) => ({ ...cell.key, ...key, inquiry: own[Number((key.day ?? '0').slice(-1)) % own.length]?.id ?? '' })[one] ?? '',
        ),
      )
      const before = out.get(at) ?? query.measures.map((): [number, number | null] => [0, null])
      out.set(
        at,
        before.map(([part, whole], k): [number, number | null] => {
          const [more, of] = values[k] ?? [0, null]
          return [part + more * share, of === null ? null : (whole ?? 0) + of * share]
        }),
      )
    }
  }
  return out
}

const rounded = ([part, whole]: [number, number | null]): [number, number | null] => [
  Math.round(part),
  whole === null ? null : Math.round(whole),
]

function answer(query: Query, person: Person): Bag {
  const dimensions = query.dimensions ?? []
  const size = months(query.from, query.to).length
  const back = query.compare === 'before' ? size : query.compare === 'lastYear' ? 12 : 0
  const now = count(query, person, query.from, query.to)
  const then = back ? count(query, person, shift(query.from, -back), shift(query.to, -back)) : undefined
  const figures = (counts: [number, number | null][] | undefined) =>
    query.measures.map((code, k) =>
      figure(code, rounded(counts?.[k] ?? [0, METRICS.find((one) => one.code === code)?.unit === 'count' ? null : 0])),
    )
  const keys = [...new Set([...now.keys(), ...(then?.keys() ?? [])])].sort()
  const sum = (sums: Sums | undefined) =>
    figures(
      query.measures.map((_, k) =>
        [...(sums?.values() ?? [])].reduce(
          ([part, whole]: [number, number | null], all) => [
            part + (all[k]?.[0] ?? 0),
            all[k]?.[1] === null ? whole : (whole ?? 0) + (all[k]?.[1] ?? 0),
          ],
          [0, null],
        ),
      ),
    )
  const told = keys.filter((key) => !dimensions.includes('inquiry') || now.get(key)?.some(([part]) => part >= 0.05))
  const rows = told.slice(0, 2000).map((key) => ({
    keys: JSON.parse(key) as string[],
    figures: figures(now.get(key)),
    ...(then ? { before: figures(then.get(key)) } : {}),
  }))
  const id = `q${JSON.stringify(query).length}`.padEnd(26, 'a')
  return {
    id,
    state: 'done',
    askedAt: new Date().toISOString(),
    query,
    estimatedBytes: 10_000_000 * size,
    scannedBytes: 10_000_000,
    provisional: query.to >= new Date().toISOString().slice(0, 7),
    empty: rows.length === 0,
    truncated: keys.length > 2000,
    rows,
    total: { keys: [], figures: sum(now), ...(then ? { before: sum(then) } : {}) },
  }
}

const shelf: Bag[] = [
  {
    id: '01M8GZ2V6Q4Y0R7N5T3K1H9B8D',
    name: 'On time by call centre',
    description: 'For the meeting on the first Monday',
    query: { measures: ['on-time-reply', 'requests'], sides: ['replier'], dimensions: ['centre'], period: { last: 3 }, compare: 'before' },
    chart: 'bars',
    shared: true,
    owner: { subject: '3', name: 'Sam Supervisor' },
    schedule: { every: 'month', day: 2, format: 'xlsx', language: 'en' },
    nextOn: '2026-12-02',
    lastRun: { at: '2026-11-02T03:00:12Z', state: 'sent' },
    version: 2,
    createdAt: '2026-10-20T08:14:00Z',
    updatedAt: '2026-11-26T10:00:00Z',
  },
  {
    id: '01M8GZ2V6Q4Y0R7N5T3K1H9B8E',
    name: 'What partners owe us',
    description: '',
    query: { measures: ['outstanding'], sides: ['requester'], dimensions: ['partner'], period: { last: 1, running: true } },
    chart: 'bars',
    shared: true,
    owner: { subject: '4', name: 'Olga Admin' },
    schedule: null,
    lastRun: null,
    version: 1,
    createdAt: '2026-10-21T08:14:00Z',
    updatedAt: '2026-10-21T08:14:00Z',
  },
]

/** Saved reports. */
function library(method: string, id: string, verb: string, body: Bag, person: Person): unknown {
  const seen = shelf.filter((one) => one.shared || (one.owner as Bag).subject === person.sub)
  const view = (one: Bag) => ({
    ...one,
    mine: (one.owner as Bag).subject === person.sub,
    mayRemove: (one.owner as Bag).subject === person.sub || person.roles.includes('supervisor'),
  })
  const at = new Date().toISOString()
  if (!id && method === 'GET') return { items: seen.map(view), nextCursor: '' }
  if (!id) {
    const made = {
      schedule: null,
      lastRun: null,
      ...body,
      id: `01M8GZ2V6Q4Y0R7N5T3K1H${String(1000 + shelf.length)}`,
      owner: { subject: person.sub, name: person.name },
      version: 1,
      createdAt: at,
      updatedAt: at,
    }
    shelf.push(made)
    return view(made)
  }
  const found = seen.find((one) => one.id === id)
  if (!found || verb) return undefined
  if (method === 'DELETE') return shelf.splice(shelf.indexOf(found), 1)
  if (method === 'PUT') Object.assign(found, { schedule: null }, body, { version: Number(found.version) + 1, updatedAt: at })
  return view(found)
}

/** Real inquiries of the made-up exchange, with what each adds. */
function behind({ query, measure, part }: { query: Query; measure: string; part: string }, person: Person): Bag {
  const mine = inquiries.filter((one) => [one.requester.operator, one.replier.operator].includes(person.operator) && one.state !== 'draft')
  const partners = (query.filters ?? []).find((one) => one.dimension === 'partner')?.values
  const linked = mine.filter((one) => partners?.some((partner) => [one.requester.operator, one.replier.operator].includes(partner)))
  const own = linked.length > 0 ? linked : mine
  const late = own.filter((_, k) => k % 3 === 0)
  const share = METRICS.find((one) => one.code === measure)?.unit === '%'
  const shown = !share || part === 'whole' ? own : own.filter((one) => late.includes(one) === (part === 'rest'))
  const timed = METRICS.find((one) => one.code === measure)?.unit === 'working minutes' && part === 'part'
  const items = shown
    .map((one) => ({
      inquiryId: one.id,
      value: timed ? Math.round(900 * chance(one.id)) : 1,
      at: `${query.to}-1${Math.floor(9 * chance(one.itemId))}T09:30:00Z`,
    }))
    .sort((a, b) => b.value - a.value)
  return { state: 'done', items, truncated: false, total: items.reduce((sum, one) => sum + one.value, 0), count: items.length }
}

const cost = (query: Query) => ({
  estimatedBytes: months(query.from, query.to).length * 40_000_000,
  queryLimitBytes: 5_000_000_000,
  daySpentBytes: 1_300_000_000,
  dayLimitBytes: 50_000_000_000,
  fits: true,
})

const slow = new Map<string, { asked: Bag; looks: number }>()

interface Chart {
  code: string
  measures: string[]
  sides: string[]
  dimensions: string[]
  compare?: boolean
  months?: number
  own?: boolean
}

/** A chart of all posts, as the API makes it: by post instead of by call centre, and none that leads further into a post. */
function ofEveryone(chart: Chart): Chart[] {
  const side = chart.dimensions.filter((one) => one === 'side')
  const rest = chart.dimensions.filter((one) => one !== 'side' && one !== 'centre' && one !== 'operator')
  const fine = !chart.own && rest.every((one) => ['product', 'workflow', 'level', 'month'].includes(one))
  return fine ? [{ ...chart, dimensions: [...side, 'operator', ...rest] }] : []
}

export function insights(method: string, path: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  const [, , head, what = '', id = '', verb = ''] = path.split('/')
  if (head !== 'insights') return undefined
  const network = person.operator === ''
  const all = (JSON.parse(REPORTS).reports as { code: string; charts: Chart[] }[]).map((one) => ({
    ...one,
    charts: one.charts.filter((chart) => !chart.own || !network),
  }))
  if (what === 'metrics') return { items: METRICS }
  if (what === 'reports' && !id) return { items: all }
  if (what === 'reports') {
    const month = query.get('month') ?? ''
    const filters = ['operator', 'centre', 'partner', 'product'].flatMap((dimension) => {
      const value = query.get(dimension)
      return value ? [{ dimension, values: [value] }] : []
    })
    const everyone = query.get('whose') === 'everyone' && !network
    const found = all.find((one) => one.code === id)?.charts ?? []
    const charts = everyone ? found.flatMap(ofEveryone) : found
    return {
      code: id,
      month,
      everyone: !network && found.flatMap(ofEveryone).length > 0,
      charts: charts.map(({ code, measures, sides, dimensions, compare, months: back }) => ({
        code,
        query: {
          measures,
          sides,
          dimensions,
          filters,
          from: back ? shift(month, 1 - back) : month,
          to: month,
          ...(everyone ? { whose: 'everyone' } : {}),
          ...(compare && query.get('compare') ? { compare: query.get('compare') } : {}),
        },
      })),
    }
  }
  if (what === 'saved') return library(method, id, verb, body, person)
  if (what === 'inquiries') return behind(body as { query: Query; measure: string; part: string }, person)
  if (what === 'queries' && verb === 'file') return { url: `/mock/file.${query.get('format')}`, expiresAt: new Date().toISOString() }
  if (what === 'estimates') return cost(body as unknown as Query)
  if (what === 'queries' && method === 'POST') {
    const asked = answer(body as unknown as Query, person)
    if (months(String(body.from), String(body.to)).length < 36) return asked
    slow.set(String(asked.id), { asked, looks: 0 }) // years take their time
    return { ...asked, state: 'running', rows: [], total: null }
  }
  const waited = slow.get(id)
  if (waited) return ++waited.looks > 2 ? waited.asked : { ...waited.asked, state: 'running', rows: [], total: null }
  return undefined
}
