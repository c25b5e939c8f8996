// Webhooks: the mock's part of them.
import type { Person } from './state'

type Bag = Record<string, unknown>
const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const HOUR = 60
const DAY = 24 * HOUR
const TYPES =
  'drafted sent routed unroutable readdressed opened replied returned supplemented escalated rejected handedOver dueSoon overdue dueMoved followUp reminded trackingUpdated assigned noted joined merged attached closed erased'
    .split(' ')
    .map((kind) => `inquiry.${kind}`)
const TERMS = { endpoints: 10, keepDays: 30, overlapHours: 24, maxOverlapHours: 168 }
const endpoint = (more: Bag): Bag => ({
  types: [],
  filter: {},
  contact: 'edi@gba.example',
  language: 'en',
  createdAt: at(-40 * DAY),
  createdBy: 'Olga Osborne',
  oldSecretEndsAt: null,
  version: 1,
  state: 'active',
  reason: null,
  failures: 0,
  failingSince: null,
  lastSuccess: at(-2),
  nextProbe: null,
  disabledAt: null,
  disabledBy: null,
  waiting: 0,
  ...more,
})
const endpoints: Bag[] = [
  endpoint({
    id: '01KBAZ000000000000000HOOK1',
    name: 'CRM bridge',
    url: 'https://crm.gba.example/whereabouts',
    oldSecretEndsAt: at(9 * HOUR),
  }),
  endpoint({
    id: '01KBAZ000000000000000HOOK2',
    name: 'Claims',
    url: 'https://claims.gba.example/hooks/inquiries?source=whereabouts',
    types: ['inquiry.replied', 'inquiry.closed', 'inquiry.overdue'],
    filter: { workflows: ['WII', 'DMG'], side: 'requester' },
    state: 'open',
    failures: 14,
    failingSince: at(-3 * HOUR),
    lastSuccess: at(-3 * HOUR - 4),
    nextProbe: at(6),
    waiting: 37,
  }),
  endpoint({
    id: '01KBAZ000000000000000HOOK3',
    name: 'Old data warehouse',
    url: 'https://dwh.gba.example/in',
    state: 'disabled',
    reason: 'unanswered',
    failures: 420,
    failingSince: at(-9 * DAY),
    lastSuccess: at(-9 * DAY),
    disabledAt: at(-4 * DAY),
    waiting: 100,
  }),
]
const attempt = (number: number, minutes: number, more: Bag = {}): Bag => ({
  number,
  at: at(minutes),
  status: 204,
  failure: null,
  millis: 84,
  answer: '',
  cut: false,
  probe: false,
  ...more,
})
const INQUIRY = '01KB0F3Z6Q8W4N2R7T5Y9X1C3V'
const delivery = (hook: string, sequence: number, kind: string, minutes: number, state: string, attempts: Bag[], more: Bag = {}): Bag => ({
  id: `${hook}.${INQUIRY}.${sequence}`,
  endpointId: hook,
  messageId: `${INQUIRY}.${sequence}`,
  type: `inquiry.${kind}`,
  inquiryId: INQUIRY,
  sequence,
  state,
  plannedAt: at(minutes),
  endedAt: state === 'waiting' ? null : at(minutes),
  nextAt: null,
  tries: attempts.length,
  replays: 0,
  last: attempts.at(-1) ?? null,
  attempts,
  body: JSON.stringify({
    id: `${INQUIRY}.${sequence}`,
    type: `inquiry.${kind}`,
    timestamp: at(minutes),
    number: 20_800 + sequence,
    sequence,
    inquiry: {
      id: INQUIRY,
      externalRef: 'CASE-20817',
      itemId: 'EE123456799GB',
      product: 'EMS',
      workflow: 'WII',
      level: 1,
      state: 'replied',
      sides: ['requester'],
    },
    data: kind === 'replied' ? { replyCode: 'DLV', replyClass: 'C', onTime: true, actorKind: 'agent' } : { actorKind: 'system' },
    links: { inquiry: `/v1/inquiries/${INQUIRY}` },
  }),
  ...more,
})
const [one, two] = ['01KBAZ000000000000000HOOK1', '01KBAZ000000000000000HOOK2']
const deliveries: Bag[] = [
  delivery(two, 9, 'closed', -40, 'waiting', []),
  delivery(
    two,
    7,
    'replied',
    -3 * HOUR,
    'waiting',
    [
      attempt(1, -3 * HOUR, { status: 503, answer: '<html><body>Service Unavailable</body></html>' }),
      attempt(2, -3 * HOUR + 1, { status: null, failure: 'timeout', millis: 5001 }),
      attempt(3, -2 * HOUR, { status: 301, failure: 'redirect', answer: 'Moved Permanently' }),
      attempt(4, -9, { status: null, failure: 'unreachable', millis: 12, probe: true }),
    ],
    { nextAt: at(6) },
  ),
  delivery(one, 9, 'closed', -40, 'delivered', [attempt(1, -40)]),
  delivery(one, 8, 'trackingUpdated', -2 * HOUR, 'failed', [
    attempt(1, -4 * DAY, { status: 422, answer: '{"error":"unknown event code"}' }),
  ]),
  delivery(
    one,
    7,
    'replied',
    -3 * HOUR,
    'delivered',
    [attempt(1, -3 * HOUR, { status: 500, millis: 420, answer: 'oops' }), attempt(2, -3 * HOUR + 1)],
    {
      replays: 1,
    },
  ),
  delivery(one, 5, 'opened', -5 * HOUR, 'delivered', [attempt(1, -5 * HOUR, { status: 200, answer: 'ok' })]),
]
const secret = () => 'whsec_dGhpcyBpcyBhIG1hZGUgdXAgc2VjcmV0IGZvciB0aGUgbW9jaw=='
const row = ({ attempts, body, endpointId, ...rest }: Bag) => rest

/** The version of an endpoint, which is edited twice at once. */
export const endpointVersionAt = (path: string): unknown => endpoints.find((one) => path === `/v1/webhooks/endpoints/${one.id}`)?.version

/** Answers /v1/webhooks; undefined when it is not asked. */
export function webhooks(method: string, path: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  if (!path.startsWith('/v1/webhooks/')) return undefined
  const [, , , what, id, step] = path.split('/')
  if (what === 'deliveries') {
    const found = deliveries.find((each) => each.id === id)
    if (!found || step !== 'replay') return found
    Object.assign(found, { state: 'waiting', endedAt: null, replays: Number(found.replays) + 1 })
    return row(found)
  }
  if (!id && method === 'GET') return { items: person.operator === 'GBA' ? endpoints : [], types: TYPES, terms: TERMS }
  if (!id) {
    const made = endpoint({ ...body, id: `01KBAZ0000000000000000NEW${endpoints.length}`.slice(0, 26), lastSuccess: null, createdAt: at(0) })
    endpoints.push(made)
    return { ...made, secret: secret() }
  }
  const found = endpoints.find((each) => each.id === id)
  if (!found) return undefined
  if (step === 'deliveries') {
    const state = query.get('state')
    return { items: deliveries.filter((each) => each.endpointId === id && (!state || each.state === state)).map(row), nextCursor: '' }
  }
  if (step === 'ping') {
    const well = found.state === 'active'
    const said = well
      ? attempt(1, 0, { status: 200, answer: 'pong' })
      : attempt(1, 0, { status: 503, answer: 'Service Unavailable', millis: 212 })
    return {
      accepted: well,
      attempt: said,
      body: JSON.stringify({ id: 'ping_01KB', type: 'webhook.ping', timestamp: at(0), data: { endpoint: id } }),
    }
  }
  if (step === 'replay') return { replayed: 12, nextCursor: '' }
  if (method !== 'GET') found.version = Number(found.version) + 1
  if (step === 'rotate') return { ...Object.assign(found, { oldSecretEndsAt: at(Number(body.overlapHours) * HOUR) }), secret: secret() }
  if (step === 'switch')
    return Object.assign(
      found,
      body.on
        ? { state: 'active', reason: null, disabledAt: null, disabledBy: null, failingSince: null, nextProbe: null }
        : { state: 'disabled', reason: 'person', disabledAt: at(0), disabledBy: person.name },
    )
  if (method === 'PUT') return Object.assign(found, body)
  if (method === 'DELETE') {
    endpoints.splice(endpoints.indexOf(found), 1)
    return {}
  }
  return found
}
