// CRM systems: the mock's part of it.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Person } from './state'

type Bag = Record<string, unknown>
const folder = fileURLToPath(new URL('../../shared/crm/ready/', import.meta.url))
const read = (path: string) => readFileSync(folder + path, 'utf8')
const ready = readdirSync(folder).map((system) => ({
  system,
  ...(JSON.parse(read(`${system}/mapping.json`)) as { name: string; mapping: Bag }),
  samples: readdirSync(folder + system)
    .filter((name) => name.endsWith('.sample.json'))
    .map((name) => ({ name: name.replace('.sample.json', ''), body: read(`${system}/${name}`).trim() })),
}))
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
const by = { subject: 's-olga', name: 'Olga Osborne' }
const DESK = '01KB1C7Q2M4P6R8T0V2X4Z6B8D'
const mappingOf = (system: string) => ready.find((one) => one.system === system)?.mapping ?? {}
const integration = (more: Bag): Bag => ({
  centre: 'GBA-DON',
  on: true,
  mappingVersion: 2,
  createdAt: ago(400),
  createdBy: by,
  secretAt: ago(400),
  oldSecretEndsAt: null,
  waiting: 0,
  refused: [],
  version: 4,
  ...more,
  address: `/v1/crm/${more.id}/events`,
})
const integrations: Bag[] = [
  integration({
    id: DESK,
    name: 'Service desk',
    system: 'zendesk',
    waiting: 3,
    oldSecretEndsAt: ago(-20),
    refused: [
      { day: ago(3).slice(0, 10), reason: 'signature-old', count: 2, last: ago(3) },
      { day: ago(30).slice(0, 10), reason: 'signature-invalid', count: 14, last: ago(30) },
    ],
  }),
  integration({ id: '01KB1C7Q2M4P6R8T0V2X4Z6B8E', name: 'Shop partners', system: 'salesforce', on: false, mappingVersion: 1 }),
]
const event = (n: number, more: Bag): Bag => ({
  event: `0f2d8a4c1b3e5f60718293a4b${n}`,
  webhookId: `msg_2KWPBgLlAfxdpx2AI54pPJ85f4${n}`,
  receivedAt: ago(5 - n),
  size: 412,
  digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  corrected: false,
  state: 'waiting',
  reason: '',
  errors: [],
  case: '35440',
  action: 'raise',
  inquiryId: '',
  mappingVersion: 2,
  settledAt: null,
  ...more,
})
let events: Bag[] = [
  event(1, {
    reason: 'inquiry-incomplete',
    errors: [
      { field: 'fields.senderAddress', reason: 'is missing' },
      { field: 'fields.contents', reason: 'is missing' },
    ],
  }),
  event(2, { reason: 'case-behind', action: 'note' }),
  event(3, {
    reason: 'mapping-unfit',
    case: '35441',
    errors: [{ field: 'workflow', reason: 'is not in the table workflows' }],
  }),
  event(4, { state: 'done', case: '35436', inquiryId: '01KB0A1B2C3D4E5F6G7H8J9K0L', settledAt: ago(1) }),
]
const versions: Bag[] = [
  { version: 2, at: ago(100), by },
  { version: 1, at: ago(400), by },
]
const INCOMPLETE = JSON.stringify(
  { event: 'ticket.created', ticket: { id: 35440, item_number: 'CC473124829GB', reason: 'Item not received', sender_name: 'Edith Exley' } },
  null,
  2,
)
/** What administrators made live, by integration and version. */
const stored = new Map<string, unknown>()
/** The version of a mapping, which is edited twice at once. */
export function crmVersionAt(path: string): unknown {
  const [, , head, what, id, part] = path.split('/')
  return head === 'crm' && what === 'integrations' && part === 'mapping'
    ? integrations.find((one) => one.id === id)?.mappingVersion
    : undefined
}
const pick = (from: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Bag | undefined)?.[name], from)

/** Good enough for plain paths: the real one knows JMESPath. */
function tried(mapping: Record<string, Bag>, text: string): Bag {
  const empty = { case: '', send: true, text: '', closingCode: '', trace: [], missing: [], unused: [], action: '' }
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return {
      ...empty,
      refused: {
        slug: 'event-unreadable',
        detail: 'The body of the event cannot be read.',
        errors: [{ field: 'body', reason: 'is not JSON' }],
      },
    }
  }
  const tables = (mapping.tables ?? {}) as Record<string, Record<string, string>>
  const trace: Bag[] = []
  const value = (member: string, rule: Bag | undefined): string => {
    if (!rule) return ''
    const found = rule.from ? pick(body, String(rule.from)) : undefined
    const out =
      found === undefined
        ? String(rule.otherwise ?? '')
        : rule.table
          ? (tables[String(rule.table)]?.[String(found)] ?? String(rule.otherwise ?? ''))
          : String(found)
    trace.push({ member, from: rule.from ?? '', found: found === undefined ? '' : JSON.stringify(found), value: out, wrong: '' })
    return out
  }
  const action = value('action', mapping.action)
  const out: Bag = { ...empty, action, case: value('case', mapping.case), trace }
  if (action === 'raise') {
    const fields = Object.entries((mapping.fields ?? {}) as Record<string, Bag>).map(([code, rule]) => ({
      code,
      value: value(`fields.${code}`, rule),
    }))
    const inquiry = {
      itemId: value('item', mapping.item),
      workflow: value('workflow', mapping.workflow),
      product: 'PPR',
      destination: value('destination', mapping.destination),
      state: 'sent',
    }
    const missing = fields
      .filter((one) => one.value === '' && ['senderName', 'senderAddress', 'contents'].includes(one.code))
      .map((one) => ({ field: `fields.${one.code}`, reason: 'is missing' }))
    if (missing.length > 0) out.refused = { slug: 'inquiry-incomplete', detail: 'The inquiry cannot be sent yet.', errors: missing }
    else out.inquiry = { ...inquiry, fields: fields.filter((one) => one.value !== '') }
    out.unused = ['damageDescription', 'missingList'].filter((code) => fields.some((one) => one.code === code))
  } else {
    out.text = value('text', mapping.text)
    out.closingCode = value('closingCode', mapping.closingCode)
  }
  return out
}

export function crmSystems(method: string, path: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  if (!path.startsWith('/v1/crm/')) return undefined
  if (!person.roles.includes('operator-administrator')) return undefined
  const [, , , what = '', id = '', part = '', event = '', verb = ''] = path.split('/')
  if (what === 'mappings') return id === 'try' ? tried(body.mapping as Record<string, Bag>, String(body.sample)) : { items: ready }
  const one = integrations.find((each) => each.id === id)
  if (!id) {
    if (method === 'GET')
      return {
        items: integrations,
        terms: { windowSeconds: 300, maxBodyBytes: 262_144, keptDays: 30, overlapHours: 24, eventsPerMinute: 300, maxIntegrations: 20 },
      }
    const made = integration({
      ...body,
      id: `01KB1C7Q2M4P6R8T0V2X4Z6B${10 + integrations.length}`,
      on: false,
      mappingVersion: body.system ? 1 : 0,
      version: 1,
    })
    integrations.push(made)
    return { ...made, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=' }
  }
  if (!one) return undefined
  if (part === 'rotate') return { ...one, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=' }
  if (part === 'mapping') {
    if (event === 'versions') return { items: versions }
    if (method === 'PUT') {
      one.mappingVersion = Number(one.mappingVersion) + 1
      versions.unshift({ version: one.mappingVersion, at: ago(0), by })
      stored.set(`${id} ${one.mappingVersion}`, body)
      return { version: one.mappingVersion, live: true, at: ago(0), by, mapping: body }
    }
    const version = Number(query.get('version') ?? one.mappingVersion)
    return version
      ? {
          version,
          live: version === one.mappingVersion,
          at: ago(100),
          by,
          mapping: stored.get(`${id} ${version}`) ?? mappingOf(String(one.system)),
        }
      : { version: 0, live: false, at: null }
  }
  if (part === 'events') {
    if (!event)
      return { items: id === DESK ? events.filter((each) => each.state === (query.get('state') ?? 'waiting')) : [], nextCursor: '' }
    const found = events.find((each) => each.event === event)
    if (verb === 'dismiss')
      events = events.map((each) => (each === found ? { ...each, state: 'dismissed', settledAt: ago(0), settledBy: by } : each))
    if (verb === 'replay' && body.body)
      events = events.map((each) => (each === found ? { ...each, corrected: true, state: 'done', settledAt: ago(0), settledBy: by } : each))
    const now = events.find((each) => each.event === event)
    return verb ? now : { ...now, body: INCOMPLETE, looks: [{ by, day: ago(0).slice(0, 10) }] }
  }
  if (method === 'PATCH') Object.assign(one, body, { version: Number(one.version) + 1 })
  if (method === 'DELETE') integrations.splice(integrations.indexOf(one), 1)
  return one
}
