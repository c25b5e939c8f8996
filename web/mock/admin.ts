// What administrators and supervisors set, what a person keeps, search: the mock's part of it.
import { centres, operators, release } from './data'
import { alerts, inquiries, type Person, rowOf, type Stored } from './state'

type Bag = Record<string, unknown>

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+Z/, 'Z')
const NEXT: Record<string, string> = {
  new: 'answer',
  approaching: 'answer',
  supplemented: 'answer',
  replyReceived: 'read',
  returned: 'supplement',
  proposal: 'confirm',
  unroutable: 'route',
}
const views: Bag[] = [
  { name: 'Urgent from France', folder: 'toDo', filter: { partner: 'FRA', urgent: 'true' } },
  { name: 'My claims', folder: 'waiting', filter: { workflow: 'LIA', agent: 'me' } },
]
const settings = new Map<string, Bag>()
const operatorSettings = new Map<string, Bag>([
  [
    'GBA',
    {
      version: 3,
      handOver: [
        { workflows: ['LIA'], centre: 'GBA-BEL' },
        { products: ['EMS'], languages: ['fr', 'es'], from: '2026-12-01', centre: 'GBA-DON' },
      ],
      settings: { autoReply: ['WPD'], archiveAfterDays: 365 },
    },
  ],
])
const moves: Bag[] = [
  {
    id: 'M1',
    centre: 'GBA-DON',
    from: ago(200),
    to: ago(150),
    reason: release.forceMajeureReasons[0]?.code,
    text: 'Snow: the building was closed.',
    by: 'Olga Admin',
    at: ago(199),
    state: 'done',
    moved: 14,
  },
]
/** The version of what an administrator edits; undefined for what has none here. */
export const versionAt = (path: string): unknown => {
  const [, , head, id = ''] = path.split('/')
  if (head === 'call-centres') return edited(id).version
  return head === 'operators' ? (operatorSettings.get(id)?.version ?? 0) : undefined
}
export const edited = (id: string) => settings.get(id) ?? { version: 0, calendarVersion: 0, settings: {} }

export function matching(inquiry: Stored, q: string): boolean {
  const plain = q.toUpperCase().replaceAll(/[\s-]/g, '')
  const words = Object.values(inquiry.fields).map((value) => String(value).toUpperCase())
  return inquiry.itemId.includes(plain) || words.some((word) => word.includes(q.toUpperCase()))
}

export function narrowed(list: readonly Stored[], query: URLSearchParams, person: Person): Stored[] {
  const is = (name: string, value: unknown) => !query.get(name) || query.get(name) === String(value)
  return list.filter((one) => {
    const partner = one.requester.operator === person.operator ? one.replier.operator : one.requester.operator
    const agent = query.get('agent')
    const age = Number(query.get('olderThanDays') ?? 0) * 24
    return (
      is('product', one.product) &&
      is('workflow', one.workflow) &&
      is('level', one.level) &&
      is('partner', partner) &&
      is('item', one.itemId) &&
      (!agent || (agent === 'none' ? !one.assignee : one.assignee?.subject === (agent === 'me' ? person.sub : agent))) &&
      (!age || one.createdAt < ago(age)) &&
      (!query.get('urgent') || one.urgent)
    )
  })
}

/** Answers what it knows, undefined for the rest. */
export function admin(method: string, path: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  const [, , head = '', id = '', verb = '', rest = '', last = ''] = path.split('/')
  if (head === 'me' && id === 'views') {
    const name = decodeURIComponent(verb)
    const at = views.findIndex((one) => one.name === name)
    if (method === 'GET') return { items: views }
    if (at >= 0) views.splice(at, 1)
    if (method === 'PUT') views.push({ name, ...body })
    return method === 'PUT' ? views.at(-1) : {}
  }
  if (head === 'search') {
    const q = query.get('q') ?? ''
    const found = inquiries.filter((one) => [one.requester.operator, one.replier.operator].includes(person.operator) && matching(one, q))
    return { items: found.slice(0, 25).map(rowOf) }
  }
  if (head === 'call-centres' && method === 'PUT') {
    const before = edited(id)
    const centre = centres.find((one) => one.id === id)
    if (verb === 'calendar' && centre) Object.assign(centre.calendar, body.calendar)
    settings.set(id, {
      ...before,
      ...(verb === 'settings' ? { settings: body } : {}),
      ...(verb === 'period' ? body : {}),
      version: Number(before.version) + 1,
      calendarVersion: Number(before.calendarVersion) + (verb === 'calendar' ? 1 : 0),
    })
    return { ...centre, openNow: true, localTime: ago(0), nextChange: ago(-3), ...edited(id) }
  }
  if (head === 'call-centres' && verb === 'calendar' && rest === 'versions' && last)
    return { calendar: centres.find((one) => one.id === id)?.calendar }
  if (head === 'call-centres' && verb === 'calendar' && rest === 'versions')
    return {
      items: [
        { version: 1, at: ago(400), by: { subject: '4', name: 'Olga Admin' } },
        { version: 0, at: ago(400), by: null },
      ],
    }
  if (head === 'operators' && id && (method === 'PUT' || !verb)) {
    const before = operatorSettings.get(id) ?? { version: 0 }
    if (method === 'PUT')
      operatorSettings.set(id, {
        ...before,
        ...(verb === 'hand-over' ? { handOver: body.rules } : { settings: body }),
        version: Number(before.version) + 1,
      })
    return {
      ...operators.find((one) => one.code === id),
      callCentres: centres.filter((one) => one.operator === id),
      ...operatorSettings.get(id),
    }
  }
  if (head === 'due-times' && id === 'preview') {
    const open = inquiries.filter((one) => one.replier.centre === body.centre && one.dueAt && ['sent', 'opened'].includes(one.state))
    return {
      examined: open.length,
      items: open.slice(0, 6).map((one) => ({
        inquiryId: one.id,
        itemId: one.itemId,
        workflow: one.workflow,
        term: 'answer',
        partner: one.requester.operator,
        urgent: one.urgent,
        dueAt: one.dueAt,
        wouldBeDueAt: new Date(Date.parse(one.dueAt ?? '') + 5_400_000).toISOString(),
      })),
    }
  }
  if (head === 'due-times' && id === 'moves' && verb) {
    const move = moves.find((one) => one.id === verb)
    return Object.assign(move ?? {}, { state: 'ended', lasting: false, endedAt: ago(0), endedBy: person.name })
  }
  if (head === 'due-times' && id === 'moves') {
    if (method === 'POST')
      moves.unshift({
        id: `M${moves.length + 1}`,
        by: person.name,
        at: ago(0),
        state: 'running',
        moved: 3,
        lasting: true,
        endedAt: null,
        ...body,
      })
    return method === 'POST' ? moves[0] : { items: moves.filter((one) => one.centre === query.get('centre')) }
  }
  if (head === 'workflows' && id === 'versions')
    return {
      items: [
        { version: '2027.1.1', inForceFrom: '2027-01-01', state: 'coming' },
        { version: release.version, inForceFrom: release.inForceFrom, state: 'inForce' },
        { version: '2026.11.1', inForceFrom: '2026-01-01', state: 'past' },
      ],
    }
  if (head === 'workflows' && id === 'differences')
    return {
      items: [
        { path: '/products/EPG/closedFrom', kind: 'added', to: '2022-01-01' },
        { path: '/workflows/WPD', kind: 'added', to: 'Written proof of delivery' },
        { path: '/workflows/WII/levels/2/replies/LST', kind: 'added', to: 'Lost' },
        { path: '/workflows/WII/sections/item/fields/contents/mandatory', kind: 'changed', from: 'false', to: 'true' },
        { path: '/replyCodes/DLV/labels/fr', kind: 'changed', from: 'Livré', to: 'Distribué' },
      ],
    }
  if (head === 'inquiries' && id === 'bulk') return { items: (body.ids as string[]).map((one, k) => bulk(one, k, body, person)) }
  if (head === 'alerts' && method === 'GET') for (const alert of alerts) alert.next ??= NEXT[String(alert.kind)] ?? 'look'
  return undefined
}

/** The third of several refuses, so that there is something to look at. */
function bulk(id: string, place: number, body: Bag, person: Person) {
  const inquiry = inquiries.find((one) => one.id === id)
  if (!inquiry || place === 2)
    return { id, ok: false, problem: { slug: 'assigned-to-another', detail: 'Somebody else works on it.', errors: [] } }
  if (body.action === 'assign') inquiry.assignee = body.agent ? { subject: person.sub, name: person.name } : null
  if (body.action === 'read') inquiry.readAt = ago(0)
  if (body.action === 'close') Object.assign(inquiry, { state: 'closed', closedAt: ago(0), closingCode: body.code })
  return { id, ok: true }
}
