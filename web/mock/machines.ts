// Machine access: the mock's part of it.
import { centres } from './data'
import type { Person } from './state'

type Bag = Record<string, unknown>
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const LIMITS = { requestsPerMinute: 300, requestsPerDay: 50_000, recordsPerDay: 500_000 }
const by = { subject: 's-olga', name: 'Olga Osborne' }
/** A month that ends with today's figures: quiet at weekends, as systems of offices are. */
const month = (today: Bag) =>
  Array.from({ length: 31 }, (_, i) => {
    const at = new Date(Date.now() - (30 - i) * 86_400_000)
    const share = i === 30 ? 1 : [0, 6].includes(at.getUTCDay()) ? 0.15 : 0.7 + ((i * 37) % 30) / 60
    const of = (n: unknown) => Math.round(Number(n) * share)
    return { day: at.toISOString().slice(0, 10), requests: of(today.requests), records: of(today.records) }
  })
const one = (more: Bag): Bag => ({
  operator: 'GBA',
  centre: null,
  contact: 'edi@gba.example',
  state: 'active',
  createdAt: day(-60),
  createdBy: by,
  expiresAt: day(30),
  days: 90,
  rotatedAt: null,
  oldEndsAt: null,
  revokedAt: null,
  revokedBy: null,
  lastUsed: day(0).slice(0, 10),
  limits: LIMITS,
  today: { requests: 0, records: 0 },
  version: 1,
  usage: month((more.today as Bag | undefined) ?? { requests: 0, records: 0 }),
  ...more,
})
const keys: Bag[] = [
  one({ prefix: 'q2w3e4r5t6', name: 'CRM bridge', centre: 'GBA-DON', scopes: ['read', 'raise'], today: { requests: 12_480, records: 0 } }),
  one({
    prefix: 'tk4zc7m2ay',
    name: 'Sorting centre Langley',
    scopes: ['track'],
    expiresAt: day(9),
    today: { requests: 2_210, records: 431_000 },
  }),
  one({
    prefix: 'b6xj3hq5nd',
    name: 'Answer robot',
    centre: 'GBA-DON',
    scopes: ['read', 'reply'],
    rotatedAt: day(-0.2),
    oldEndsAt: day(0.8),
    version: 2,
    today: { requests: 310, records: 0 },
  }),
  one({
    prefix: 'w5p2y6sgd3',
    name: 'Roster tool',
    scopes: ['read', 'administer'],
    state: 'revoked',
    revokedAt: day(-3),
    revokedBy: by,
    lastUsed: null,
  }),
]
const TERMS = {
  origin: 'assumed',
  days: 90,
  maxDays: 365,
  overlapHours: 24,
  maxOverlapHours: 168,
  maxKeys: 20,
  limits: LIMITS,
  maxLimits: { requestsPerMinute: 3000, requestsPerDay: 1_000_000, recordsPerDay: 10_000_000 },
  keptDays: 90,
}
const secret = (prefix: unknown) => `wpk_${prefix}_thisisamadeupkeyforthemockandopensnothing234567`

/** Answers /v1/keys; undefined when it is not asked. */
export function machineKeys(method: string, path: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  if (path === '/v1/keys' && method === 'GET') {
    const operator = query.get('operator') || person.operator
    return { items: keys.filter((key) => key.operator === operator), terms: TERMS }
  }
  if (path === '/v1/keys' && method === 'POST') {
    const prefix = Math.random()
      .toString(36)
      .slice(2, 12)
      .padEnd(10, 'a')
      .replaceAll(/[0189]/g, 'z')
    const centre = centres.find((each) => each.id === body.centre)?.id ?? null
    const limits = { ...LIMITS, ...(body.limits as Bag) }
    const key = one({ ...body, prefix, centre, limits, createdAt: day(0), expiresAt: day(Number(body.days)), lastUsed: null })
    keys.unshift(key)
    return { ...key, key: secret(prefix) }
  }
  const [, , , prefix, step] = path.split('/')
  const key = path.startsWith('/v1/keys/') ? keys.find((each) => each.prefix === prefix) : undefined
  if (!key) return undefined
  key.version = Number(key.version) + 1
  if (step === 'rotate') {
    Object.assign(key, {
      rotatedAt: day(0),
      oldEndsAt: Number(body.overlapHours) ? day(Number(body.overlapHours) / 24) : null,
      expiresAt: day(90),
    })
    return { ...key, key: secret(`${prefix}2`) }
  }
  if (step === 'revoke') Object.assign(key, { state: 'revoked', revokedAt: day(0), revokedBy: by })
  return key
}
