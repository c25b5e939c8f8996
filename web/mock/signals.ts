// Signals for looking at their pages: one of each kind, open and ended.
type Bag = Record<string, unknown>
interface Person {
  operator: string
  sub: string
  name: string
}

const MONDAY = Date.UTC(2026, 10, 23)
const week = (back: number) => new Date(MONDAY - back * 7 * 86_400_000).toISOString().slice(0, 10)

interface Shape {
  id: string
  about: string
  name?: string
  operator?: string
  side: string
  metric: string
  unit: string
  verdict: string
  /** The figure, oldest first; the last so many weeks lie outside. */
  values: readonly (number | null)[]
  cases: number
  low: number
  high: number
  out: number
  target?: number
  within?: string
  ended?: string
  where: readonly [string, string, number, number, number][]
}

const SHAPES: readonly Shape[] = [
  {
    id: 'link-slower',
    about: 'link',
    name: 'DEA',
    side: 'requester',
    metric: 'time-to-reply',
    unit: 'minutes',
    verdict: 'worse',
    values: [360, 330, 410, 355, 372, 318, 402, 366, 349, 415, 322, 361, 352, 548, 561, 590],
    cases: 50,
    low: 250,
    high: 519,
    out: 3,
    where: [
      ['step', 'opening', 84, 385, 132],
      ['product', 'EMS', 61, 655, 352],
      ['centre', 'GBA-DON', 58, 571, 349],
      ['product', 'PPR', 39, 470, 371],
      ['step', 'answering', 16, 181, 230],
    ],
  },
  {
    id: 'centre-late',
    about: 'centre',
    name: 'GBA-BEL',
    side: 'replier',
    metric: 'on-time-reply',
    unit: 'percent',
    verdict: 'worse',
    values: [97.1, 98.3, 96.4, 97.9, 95.8, 98.8, 97.4, 96.6, null, 98.1, 97.2, 96.9, 88.1, 84.6],
    cases: 84,
    low: 91.6,
    high: 100,
    out: 2,
    target: 98,
    where: [['partner', 'FRA', 72, 79.4, 97.1]],
  },
  {
    id: 'more-requests',
    about: 'operator',
    side: 'replier',
    metric: 'requests',
    unit: 'count',
    verdict: 'neither',
    values: [212, 198, 224, 205, 219, 230, 201, 215, 208, 222, 211, 217, 301, 322, 318, 335],
    cases: 0,
    low: 158,
    high: 270,
    out: 4,
    where: [
      ['partner', 'JPA', 64, 118, 44],
      ['product', 'EMS', 91, 248, 152],
    ],
  },
  {
    id: 'product-more',
    about: 'product',
    name: 'EMS',
    side: 'replier',
    metric: 'requests',
    unit: 'count',
    verdict: 'neither',
    values: [152, 148, 161, 150, 155, 158, 149, 153, 150, 156, 151, 154, 238, 252, 249, 255],
    cases: 0,
    low: 112,
    high: 194,
    out: 4,
    within: 'more-requests',
    where: [],
  },
  {
    id: 'sooner-opened',
    about: 'operator',
    side: 'replier',
    metric: 'time-to-open',
    unit: 'minutes',
    verdict: 'better',
    values: [132, 118, 141, 129, 125, 138, 121, 133, 127, 135, 122, 130, 74, 69, 71, 128, 131],
    cases: 210,
    low: 98,
    high: 165,
    out: 3,
    target: 180,
    ended: 'back',
    where: [['centre', 'GBA-DON', 88, 58, 121]],
  },
]
const known = new Map<string, Bag>([
  [
    'more-requests',
    { by: '4', name: 'Olga Admin', at: '2026-11-24T08:30:00Z', note: 'Winter sale in Japan; two people more until Christmas.' },
  ],
])
let letters: Bag | undefined

function view(shape: Shape, person: Person) {
  const { values, cases, low, high, out } = shape
  const after = shape.ended ? 2 : 0
  const last = values.length - 1 - after
  const inside = (i: number) => i <= last - out || i > last
  const weekly = values.map((value, i) => ({
    week: week(values.length - 1 - i),
    value,
    part:
      value === null
        ? 0
        : shape.unit === 'percent'
          ? Math.round((value * cases) / 100)
          : shape.unit === 'minutes'
            ? Math.round(value * cases)
            : value,
    whole: shape.unit === 'count' ? null : value === null ? 2 : cases,
    expected: value === null || i < 8 ? null : (low + high) / 2,
    low: value === null || i < 8 ? null : low,
    high: value === null || i < 8 ? null : high,
    outside: i >= 8 && !inside(i),
  }))
  const since = weekly.filter((one) => one.outside)
  const mean = since.reduce((sum, one) => sum + (one.value ?? 0), 0) / since.length
  const usual = values.slice(0, last - out + 1).filter((one) => one !== null)
  return {
    id: shape.id,
    subject: { operator: shape.operator ?? (person.operator || 'GBA'), about: shape.about, name: shape.name ?? '' },
    side: shape.side,
    metric: shape.metric,
    unit: shape.unit,
    above: mean > low,
    verdict: shape.verdict,
    since: since[0]?.week ?? '',
    found: since[1]?.week ?? '',
    ended: shape.ended ? week(1) : '',
    reason: shape.ended ?? '',
    weeks: out,
    value: Math.round(mean * 10) / 10,
    part: since.reduce((sum, one) => sum + one.part, 0),
    whole: shape.unit === 'count' ? null : out * cases,
    expected: [...usual].sort((a, b) => a - b)[Math.floor(usual.length / 2)] ?? 0,
    low,
    high,
    sure: out >= 4 ? 'certain' : out === 3 ? 'very-likely' : 'likely',
    within: shape.within ?? '',
    seen: known.get(shape.id) ?? null,
    target: shape.target ?? null,
    weekly,
    where: shape.where.map(([by, name, percent, value, before]) => ({ by, name, percent, value, before })),
  }
}

/** What the mock answers; undefined for what is no signal, or not there. */
export function signals(method: string, path: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  const [, id = '', verb = ''] = path.split('/v1/insights/signals')[1]?.split('/') ?? []
  if (!path.startsWith('/v1/insights/signals')) return undefined
  if (id === 'subscribers') {
    if (method === 'PUT')
      letters = {
        agent: person.sub,
        mine: true,
        name: person.name,
        language: body.language,
        since: new Date().toISOString(),
        paused: false,
      }
    if (method === 'DELETE') letters = undefined
    return method === 'GET' ? { items: letters ? [letters] : [] } : (letters ?? {})
  }
  const seen = SHAPES.filter((one) => person.operator || one.about === 'operator')
  if (id) {
    if (verb === 'seen') known.set(id, { by: person.sub, name: person.name, at: new Date().toISOString(), note: body.note ?? '' })
    const shape = seen.find((one) => one.id === id)
    return shape && view(shape, person)
  }
  const subject = query.get('subject')
  const items = seen
    .filter((one) => Boolean(one.ended) === (query.get('state') === 'ended'))
    .filter((one) => !subject || subject === (one.name ? `${one.about}:${one.name}` : one.about))
  return { items: items.map((one) => view(one, person)), nextCursor: '' }
}
