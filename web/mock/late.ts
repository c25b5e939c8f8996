// Late items and the data hub, made up. Never part of a build.
import { ago, operators } from './data'

type Bag = Record<string, unknown>
const date = (hours: number) => ago(hours).slice(0, 10)
const country = (operator: string) => operators.find((one) => one.code === operator)?.country ?? ''
const PARTNERS = ['DEA', 'FRA', 'USA', 'JPA', 'ITA']
const STAGES = ['arrival', 'delivery', 'departure']
const IDS = [
  'EE473124829GB', 'CC473124829GB', 'EE123456799GB', 'CC100000290GB', 'RR200047153GB', 'EE100002018GB', 'EE100003150GB', 'EE100004291GB', 'CP660104503GB', 'EE100006479GB',
] // biome-ignore format: a list of numbers

const late = IDS.map((itemId, k) => ({
  itemId,
  product: itemId.startsWith('E') ? 'EMS' : itemId.startsWith('R') ? 'REG' : 'PPR',
  origin: { operator: 'GBA', country: 'GB' },
  destination: { operator: PARTNERS[k % 3], country: country(PARTNERS[k % 3] ?? '') },
  stage: STAGES[k % 3],
  why: k === 4 ? 'whole' : 'stage',
  since: ago(20 + 27 * k),
  days: 1 + k,
  lastEvent: {
    code: k % 3 === 1 ? 'EMD' : k % 3 === 2 ? 'EMB' : 'EMC',
    time: ago(110 + 27 * k),
    country: k % 3 === 1 ? country(PARTNERS[1] ?? '') : 'GB',
  },
}))

const EXPECTED = [
  ['EMC', 'event', 'origin', 'departure'],
  ['EMA', 'event', 'origin', 'arrival'],
  ['ITMATT', 'declaration', 'origin', 'arrival'],
  ['PREDES', 'announcement', 'origin', 'arrival'],
  ['EMD', 'event', 'destination', 'arrival'],
  ['RESDES', 'reception', 'destination', 'delivery'],
  ['RESDIT', 'carriage', 'origin', 'delivery'],
  ['EMI', 'event', 'destination', 'delivery'],
].map(([code, kind, by, at]) => ({ code, kind, by, at, limitHours: code === 'PREDES' ? 12 : 24 }))

const share = (part: number, whole: number) => (whole ? Math.round((1000 * part) / whole) / 10 : null)

function lines(partners: string[]) {
  return partners.flatMap((partner, p) =>
    EXPECTED.map(({ code }, k) => {
      const due = 180 - 30 * p + 7 * k
      const came = Math.round(due * ([0.99, 0.96, 0.91, 0.83, 0.62][(p + k) % 5] ?? 1))
      const tardy = Math.round((came * ((p * 7 + k * 3) % 20)) / 100)
      return {
        partner,
        code,
        due,
        came,
        missing: due - came,
        late: tardy,
        completeness: share(came, due),
        lateShare: share(tardy, came),
        medianHours: [2, 6, 12, 24, 0][(p + k) % 5],
        completenessBefore: k === 6 ? null : (share(came, due) ?? 0) + ([3, -4, 0][(p + k) % 3] ?? 0),
      }
    }),
  )
}

/** What the API answers about late items and the data hub; undefined for anything else. */
export function lateness(path: string, query: URLSearchParams, operator: string): unknown {
  const wanted = (key: string, of: (one: (typeof late)[number]) => string | undefined) => (one: (typeof late)[number]) =>
    !query.get(key) || of(one) === query.get(key)
  const rows = late
    .filter(() => query.get('role') !== 'destination')
    .filter(wanted('lane', (one) => one.destination.country))
    .filter(wanted('product', (one) => one.product))
    .filter(wanted('stage', (one) => one.stage))
  switch (path) {
    case '/v1/late-items':
      return { items: rows.slice(0, 25), nextCursor: '' }
    case '/v1/late-items/lanes':
      return {
        total: rows.length,
        items: PARTNERS.slice(0, 3)
          .map((partner, k) => ({
            partner: { operator: partner, country: country(partner) },
            count: rows.filter((one) => one.destination.operator === partner).length,
            oldest: rows.findLast((one) => one.destination.operator === partner)?.since ?? null,
            over: 240 - 60 * k,
            behind: 9 + 4 * k,
            share: share(9 + 4 * k, 240 - 60 * k),
          }))
          .filter((one) => one.count > 0),
      }
    case '/v1/data-hub': {
      const month = query.get('month') ?? date(0).slice(0, 7)
      const some = month === date(0).slice(0, 7) ? PARTNERS : []
      return {
        month,
        operator,
        expected: EXPECTED,
        delayHours: [2, 6, 12, 24, 48],
        sent: lines(some),
        received: operator ? lines([...some].reverse()) : [],
      }
    }
    case '/v1/data-hub/missing':
      return { items: IDS.slice(0, 6).map((itemId, k) => ({ itemId, due: ago(30 + 20 * k) })) }
  }
  return undefined
}

/** What is expected of a made-up item, by its last event. */
export function expectedOf(id: string, code: string | undefined): Bag | null {
  if (!code) return null
  const done = code === 'EMI' || code === 'EMH'
  const tardy = code === 'EMC'
  const steps = [
    { stage: 'departure', begins: ago(210), event: 'EMA', days: 2, count: 'working', notCounted: [], due: date(150), ended: ago(180), endedBy: 'EMC', late: false },
    { stage: 'arrival', begins: ago(180), event: 'EMC', days: 6, count: 'calendar', notCounted: [], due: date(36), ended: tardy ? null : ago(100), endedBy: tardy ? '' : 'EMD', late: tardy },
    {
      stage: 'delivery', begins: tardy ? ago(0) : ago(100), event: tardy ? '' : 'EMD', days: 4, count: 'working',
      notCounted: [{ date: date(-48), why: 'closed' }, { date: date(-72), why: code === 'EDD' ? 'customs' : 'closed' }], due: date(-120), ended: done ? ago(48) : null, endedBy: done ? code : '', late: false,
    },
  ] // biome-ignore format: a table
  return {
    state: tardy ? 'late' : code === 'EMI' ? 'delivered' : code === 'EMH' ? 'attempted' : 'onTime',
    stage: done ? '' : tardy ? 'arrival' : 'delivery',
    earliest: done ? null : date(-24),
    latest: done ? null : date(-120),
    promised: done ? null : date(-96),
    late: tardy ? { stage: 'arrival', since: ago(30), days: 2, why: 'stage' } : null,
    steps,
    product: id.startsWith('E') ? 'EMS' : 'PPR',
    from: 'europe',
    to: 'europe',
    source: 'assumption',
    standards: '2026.12.1',
    timeZone: 'Europe/Berlin',
  }
}
