// A made-up exchange in memory: just enough of the life of an inquiry to look at every page.
import { ago, centres, items, people, release } from './data'

type Bag = Record<string, unknown>
export interface Stored {
  id: string
  version: number
  state: string
  itemId: string
  product: string
  urgent: boolean
  requester: { operator: string; centre: string }
  replier: { operator: string; centre: string }
  fields: Bag
  createdAt: string
  sentAt: string | null
  openedAt: string | null
  repliedAt: string | null
  readAt: string | null
  closedAt: string | null
  dueAt: string | null
  remaining: number | null
  lastReply: { code: string; class: string } | null
  history: Bag[]
}
export type Person = (typeof people)[number]

export const inquiries: Stored[] = []
export const alerts: Bag[] = []
let next = 1

const personOf = (centre: string) => people.find((person) => person.centres.includes(centre))?.name ?? 'Someone'
const now = () => ago(0)
const centreOf = (operator: string) => centres.find((centre) => centre.operator === operator)?.id ?? ''

export function happen(inquiry: Stored, kind: string, centre: string, at: string, more: Bag = {}) {
  inquiry.version++
  const system = ['routed', 'dueSoon', 'overdue', 'trackingUpdated', 'unroutable'].includes(kind)
  inquiry.history.push({
    seq: inquiry.version,
    kind,
    at,
    level: 1,
    actor: system ? { kind: 'system' } : { kind: 'agent', operator: centre.slice(0, 3), centre, name: personOf(centre) },
    ...more,
  })
}

export function tell(centre: string, kind: string, inquiry: Stored, at: string) {
  alerts.unshift({
    id: `a${alerts.length + 1}`,
    centre,
    kind,
    at,
    inquiryId: inquiry.id,
    itemId: inquiry.itemId,
    partner: centre === inquiry.replier.centre ? inquiry.requester.operator : inquiry.replier.operator,
    read: false,
    readAt: null,
  })
}

export function draft(itemId: string, centre: string, to: string, fields: Bag, urgent: boolean, at = now()): Stored {
  const inquiry: Stored = {
    id: `01KAQ${String(next++).padStart(5, '0')}`,
    version: 0,
    state: 'draft',
    itemId,
    product: itemId.startsWith('E') ? 'EMS' : 'PPR',
    urgent,
    requester: { operator: centre.slice(0, 3), centre },
    replier: { operator: to, centre: '' },
    fields,
    createdAt: at,
    sentAt: null,
    openedAt: null,
    repliedAt: null,
    readAt: null,
    closedAt: null,
    dueAt: null,
    remaining: null,
    lastReply: null,
    history: [],
  }
  happen(inquiry, 'drafted', centre, at)
  inquiries.push(inquiry)
  return inquiry
}

export const targetOf = (inquiry: Stored) => (inquiry.product === 'EMS' ? 360 : 720)

export function send(inquiry: Stored, at = now(), remaining = targetOf(inquiry)) {
  inquiry.state = 'sent'
  inquiry.sentAt = at
  happen(inquiry, 'sent', inquiry.requester.centre, at)
  inquiry.replier.centre = centreOf(inquiry.replier.operator)
  inquiry.remaining = remaining
  inquiry.dueAt = new Date(Date.now() + remaining * 180_000).toISOString().replace(/\.\d+Z/, 'Z')
  happen(inquiry, 'routed', '', at, { dueAt: inquiry.dueAt })
  tell(inquiry.replier.centre, 'new', inquiry, at)
  if (remaining < 0) {
    happen(inquiry, 'overdue', '', at, { dueAt: inquiry.dueAt })
    tell(inquiry.replier.centre, 'overdue', inquiry, at)
    tell(inquiry.requester.centre, 'overdue', inquiry, at)
  } else if (remaining < targetOf(inquiry) / 4) {
    happen(inquiry, 'dueSoon', '', at, { dueAt: inquiry.dueAt })
    tell(inquiry.replier.centre, 'approaching', inquiry, at)
  }
}

export function reply(inquiry: Stored, code: string, fields: Bag, text: string | undefined, at = now()) {
  const clas = release.replyCodes.find((one) => one.code === code)?.class ?? 'I'
  inquiry.state = clas === 'N' ? 'returned' : 'replied'
  inquiry.repliedAt = at
  inquiry.lastReply = { code, class: clas }
  inquiry.readAt = null
  happen(inquiry, clas === 'N' ? 'returned' : 'replied', inquiry.replier.centre, at, { reply: { code, class: clas, fields, text } })
  tell(inquiry.requester.centre, clas === 'N' ? 'returned' : 'replyReceived', inquiry, at)
}

export function folderOf(inquiry: Stored, operator: string): string {
  const ours = inquiry.requester.operator === operator
  switch (inquiry.state) {
    case 'draft':
      return ours ? 'drafts' : ''
    case 'closed':
      return 'closed'
    case 'returned':
      return ours ? 'returned' : 'waiting'
    case 'replied':
      return ours ? (inquiry.readAt ? 'waiting' : 'toRead') : 'waiting'
    default:
      return ours ? ((inquiry.remaining ?? 0) < 0 ? 'overdueByPartner' : 'waiting') : 'toDo'
  }
}

export function inFolder(inquiry: Stored, operator: string, folder: string): boolean {
  const own = folderOf(inquiry, operator)
  if (folder === 'overdueByUs') return own === 'toDo' && (inquiry.remaining ?? 0) < 0
  return own === folder
}

function rowOf(inquiry: Stored) {
  const remaining = ['sent', 'opened'].includes(inquiry.state) ? inquiry.remaining : null
  const target = targetOf(inquiry)
  return {
    id: inquiry.id,
    itemId: inquiry.itemId,
    product: inquiry.product,
    workflow: 'WII',
    level: 1,
    state: inquiry.state,
    urgent: inquiry.urgent,
    overdue: remaining !== null && remaining < 0,
    dueSoon: remaining !== null && remaining >= 0 && remaining < target / 4,
    requester: inquiry.requester,
    replier: inquiry.replier,
    dueAt: inquiry.dueAt,
    remainingMinutes: remaining,
    targetMinutes: target,
    sentAt: inquiry.sentAt,
    updatedAt: inquiry.createdAt,
    lastReply: inquiry.lastReply,
  }
}

export { rowOf }

export function viewOf(inquiry: Stored, person: Person) {
  const ours = inquiry.requester.operator === person.operator
  const agent = person.roles.includes('agent')
  const asked = release.workflows[0]?.sections.flatMap((section) => section.fields) ?? []
  const missing = asked
    .filter((field) => field.mandatory && !inquiry.fields[field.code])
    .map((field) => ({ field: `fields.${field.code}`, reason: 'is missing' }))
  const actions = !agent
    ? []
    : ours
      ? ({
          draft: ['edit', 'send'],
          sent: [],
          opened: [],
          replied: inquiry.readAt ? ['close'] : ['read', 'close'],
          returned: ['supplement', 'close'],
          closed: [],
        }[inquiry.state] ?? [])
      : ({ sent: ['open', 'reply'], opened: ['reply'] }[inquiry.state] ?? [])
  return {
    ...rowOf(inquiry),
    version: inquiry.version,
    side: ours ? 'requester' : 'replier',
    folder: folderOf(inquiry, person.operator),
    catalogueVersion: release.version,
    createdAt: inquiry.createdAt,
    dueSoonAt: null,
    onTime: inquiry.repliedAt ? true : null,
    openedAt: inquiry.openedAt,
    repliedAt: inquiry.repliedAt,
    readAt: inquiry.readAt,
    closedAt: inquiry.closedAt,
    closingCode: inquiry.closedAt ? 'CLO_OK' : null,
    fields: inquiry.fields,
    missing,
    actions,
    replies: actions.includes('reply') ? ['DLV', 'TRN', 'INC'] : [],
    closings: actions.includes('close') ? ['CLO_OK'] : [],
    duplicateOf: null,
    history: inquiry.history.map((one) =>
      (one.actor as Bag).operator === person.operator ? one : { ...one, actor: { ...(one.actor as Bag), name: undefined } },
    ),
    clock:
      inquiry.dueAt && inquiry.sentAt
        ? {
            dueAt: inquiry.dueAt,
            startedAt: inquiry.sentAt,
            targetMinutes: targetOf(inquiry),
            timeZone: centres.find((centre) => centre.id === inquiry.replier.centre)?.calendar.timeZone ?? 'UTC',
            intervals: [
              { from: '2026-11-20T14:30:00Z', to: '2026-11-20T16:00:00Z', minutes: 90 },
              { from: '2026-11-23T07:00:00Z', to: '2026-11-23T11:00:00Z', minutes: 240 },
              { from: '2026-11-23T12:00:00Z', to: '2026-11-23T16:00:00Z', minutes: 240 },
              { from: '2026-11-24T07:00:00Z', to: '2026-11-24T09:30:00Z', minutes: 150 },
            ],
            pauses: [],
          }
        : null,
  }
}

const whole = {
  postingDate: '2026-11-13',
  senderName: 'Alex Example',
  senderAddress: '1 Sample Street\nDoncaster DN1 1AA',
  addresseeName: 'Berta Beispiel',
  addresseeAddress: 'Musterweg 2\n53113 Bonn',
  contents: 'Two books and a scarf',
  customerIs: 'sender',
  lastEventCode: 'EMD',
  lastEventDate: '2026-11-18',
  customerRef: 'R-77120',
  remark: 'The customer says that the neighbour has seen no parcel either.',
}

/** The starting scene: something in every folder of GBA-DON and DEA-BON. */
export function scene() {
  const [a, b, c] = Object.keys(items) as [string, string, string]
  send(draft(a, 'GBA-DON', 'DEA', whole, true, ago(30)), ago(29), 95)
  send(draft('CC200000000GB', 'GBA-DON', 'DEA', whole, false, ago(20)), ago(19), 430)
  send(draft('CC200000013GB', 'GBA-DON', 'DEA', whole, false, ago(60)), ago(58), -140)
  const back = draft('CC200000027GB', 'GBA-DON', 'DEA', whole, false, ago(50))
  send(back, ago(49), 300)
  happen(back, 'opened', 'DEA-BON', ago(47))
  back.openedAt = ago(47)
  reply(back, 'INC', { missing: ['contents', 'addresseeAddress'], remark: 'There is no house number in the address.' }, undefined, ago(46))
  const done = draft(b, 'GBA-DON', 'DEA', whole, false, ago(40))
  send(done, ago(39), 500)
  happen(done, 'opened', 'DEA-BON', ago(37))
  done.openedAt = ago(37)
  happen(done, 'trackingUpdated', '', ago(36.5), { event: items[b]?.events.at(-1) })
  reply(
    done,
    'DLV',
    { date: '2026-11-20', receivedBy: 'B. Beispiel', evidence: 'signature', place: 'Bonn' },
    'Handed over at the door.',
    ago(36),
  )
  const shut = draft('CC200000035GB', 'GBA-DON', 'FRA', whole, false, ago(300))
  send(shut, ago(299), 600)
  reply(shut, 'DLV', { date: '2026-11-10', receivedBy: 'C. Exemple', evidence: 'emiEvent' }, undefined, ago(290))
  shut.state = 'closed'
  shut.closedAt = ago(280)
  happen(shut, 'closed', 'GBA-DON', ago(280), { closingCode: 'CLO_OK' })
  draft(c, 'GBA-DON', 'JPA', { senderName: 'Alex Example' }, false, ago(2))
  for (let k = 0; k < 40; k++)
    send(draft(`CC3000${String(k).padStart(5, '0')}GB`, 'GBA-DON', 'DEA', whole, false, ago(20)), ago(19 - k / 10), 440 + k * 6)
  send(draft('CC400000013DE', 'DEA-BON', 'GBA', whole, false, ago(5)), ago(4), 650)
  send(draft('CC400000027DE', 'DEA-BON', 'GBA', whole, true, ago(9)), ago(8), 130)
}
