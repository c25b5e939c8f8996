// A made-up exchange in memory: just enough of the life of an inquiry to look at every page.
import type { TrackingEvent } from '../src/api/types'
import { offerOf } from '../src/logic/proposal'
import { ago, centres, items, people, release } from './data'

type Bag = Record<string, unknown>
export interface Stored {
  id: string
  version: number
  state: string
  itemId: string
  product: string
  workflow: string
  level: number
  assignee: { subject: string; name: string } | null
  rejected: boolean
  holds: Bag[]
  pauses: Bag[]
  closures: string[]
  mergedInto: string
  merged: string[]
  attachments: Bag[]
  archived: boolean
  erased: boolean
  unroutable: string
  closingCode: string
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
  const system = ['routed', 'dueSoon', 'overdue', 'trackingUpdated', 'unroutable', 'followUp', 'archived'].includes(kind)
  inquiry.history.push({
    seq: inquiry.version,
    kind,
    at,
    level: inquiry.level,
    private: false,
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

export function draft(
  itemId: string,
  centre: string,
  to: string,
  fields: Bag,
  urgent: boolean,
  at = now(),
  workflow = 'WII',
  product = '',
): Stored {
  const levels = release.workflows.find((one) => one.code === workflow)?.levels.map((one) => one.level) ?? [1]
  const inquiry: Stored = {
    id: `01KAQ${String(next++).padStart(21, '0')}`,
    version: 0,
    state: 'draft',
    itemId,
    product: product || (itemId.startsWith('E') ? 'EMS' : 'PPR'),
    workflow,
    level: Math.min(...levels),
    assignee: null,
    rejected: false,
    holds: [],
    pauses: [],
    closures: [],
    mergedInto: '',
    merged: [],
    attachments: [],
    archived: false,
    erased: false,
    unroutable: '',
    closingCode: '',
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
  if (clas === 'N') inquiry.holds = [...inquiry.holds, { cause: 'information', from: at }]
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
      if (ours && inquiry.unroutable) return 'unroutable'
      return ours ? ((inquiry.remaining ?? 0) < 0 ? 'overdueByPartner' : 'waiting') : 'toDo'
  }
}

/** What a call centre still has to answer today; people of the network see the counts alone. */
export function owed(inquiries: readonly Stored[], centre: string, person: Person) {
  const operator = centre.split('-')[0] ?? ''
  const day = (at: string | number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: centres.find((one) => one.id === centre)?.calendar.timeZone ?? 'UTC' }).format(
      new Date(at),
    )
  const rows = inquiries
    .filter((one) => inFolder(one, operator, 'toDo'))
    .map(rowOf)
    .filter((one) => one.dueAt && !one.overdue)
    .sort((x, y) => (x.dueAt ?? '').localeCompare(y.dueAt ?? ''))
  return {
    centre,
    date: day(Date.now()),
    overdue: inquiries.filter((one) => inFolder(one, operator, 'overdueByUs')).length,
    toDo: rows.length,
    dueToday: rows.filter((one) => day(one.dueAt ?? 0) <= day(Date.now())).length,
    more: false,
    next: person.operator ? rows.slice(0, 8) : [],
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
    workflow: inquiry.workflow,
    level: inquiry.level,
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
    held: inquiry.holds.map((one) => one.cause),
    respondBy: null,
    createdAt: inquiry.createdAt,
    assignee: inquiry.assignee?.subject,
  }
}

export { rowOf }

/** The customer's and the case's reference are the asking post's own. */
const withoutCustomer = ({ customerRef: _customer, crmCaseId: _case, ...fields }: Bag): Bag => fields

export function viewOf(inquiry: Stored, person: Person) {
  const ours = inquiry.requester.operator === person.operator
  const agent = person.roles.includes('agent')
  const workflow = release.workflows.find((one) => one.code === inquiry.workflow)
  const levels = (workflow?.levels ?? []).map((one) => one.level)
  const nextLevel = levels.find((one) => one > inquiry.level) ?? null
  const asked = workflow?.sections.flatMap((section) => section.fields) ?? []
  const missing = asked
    .filter((field) => field.mandatory && (inquiry.fields[field.code] ?? '') === '')
    .map((field) => ({ field: `fields.${field.code}`, reason: 'is missing' }))
  const clas = inquiry.lastReply?.class
  const open = inquiry.state !== 'closed'
  const late = (inquiry.remaining ?? 0) < 0
  const up = nextLevel !== null
  const requesterActions: Record<string, (string | false)[]> = {
    draft: ['edit', 'send'],
    sent: [inquiry.unroutable !== '' && 'readdress', up && late && 'escalate', 'close'],
    opened: [up && late && 'escalate', 'close'],
    replied: [!inquiry.readAt && 'read', up && clas === 'I' && 'escalate', up && clas === 'C' && !inquiry.rejected && 'reject', 'close'],
    returned: ['supplement', 'close'],
  }
  const replierActions: Record<string, string[]> = { sent: ['open', 'reply', 'handOver'], opened: ['reply', 'handOver'] }
  const rest = [open && 'assign', open && 'attach', !inquiry.archived && 'note', ...(ours && open ? ['join', 'merge'] : [])]
  const steps = (ours ? requesterActions : replierActions)[inquiry.state] ?? []
  const actions = agent ? [...steps, ...rest].filter((one) => typeof one === 'string') : []
  const situation = ({ replied: 'replied', returned: 'returned', sent: 'awaited', opened: 'awaited' } as Record<string, string>)[
    inquiry.state
  ]
  const closings = (workflow?.closingCodes ?? []).filter((code) =>
    release.closingCodes.find((one) => one.code === code)?.when?.includes(inquiry.unroutable ? 'unroutable' : (situation ?? '')),
  )
  const offer = workflow && offerOf(workflow, inquiry.level, (items[inquiry.itemId]?.events ?? []) as unknown as TrackingEvent[], release)
  const same = inquiries.filter(
    (one) =>
      one !== inquiry && one.itemId === inquiry.itemId && one.workflow === inquiry.workflow && !['draft', 'closed'].includes(one.state),
  )
  return {
    ...rowOf(inquiry),
    version: inquiry.version,
    side: ours ? 'requester' : 'replier',
    folder: folderOf(inquiry, person.operator),
    catalogueVersion: release.version,
    createdAt: inquiry.createdAt,
    dueSoonAt: null,
    onTime: inquiry.repliedAt && inquiry.lastReply?.class !== 'N' ? true : null,
    openedAt: inquiry.openedAt,
    repliedAt: inquiry.repliedAt,
    readAt: inquiry.readAt,
    closedAt: inquiry.closedAt,
    closingCode: inquiry.closingCode,
    levels,
    nextLevel,
    assignee: inquiry.assignee,
    proposal:
      offer && (inquiry.state === 'draft' || !ours)
        ? {
            code: offer.code,
            class: release.replyCodes.find((one) => one.code === offer.code)?.class,
            fields: offer.fields,
            complete: offer.complete,
            eventCode: offer.event.code,
            eventTime: offer.event.time,
            office: offer.event.office,
          }
        : null,
    leadsTo: release.replyCodes.find((one) => one.code === inquiry.lastReply?.code)?.leadsTo ?? [],
    mergedInto: inquiry.mergedInto,
    merged: inquiry.merged,
    duplicates:
      inquiry.state === 'draft' ? same.map((one) => ({ id: one.id, workflow: one.workflow, state: one.state, dueAt: one.dueAt })) : [],
    alsoOpen:
      inquiry.state === 'draft'
        ? inquiries
            .filter((one) => one.itemId === inquiry.itemId && one.workflow !== inquiry.workflow && !['draft', 'closed'].includes(one.state))
            .map((one) => ({ id: one.id, workflow: one.workflow, state: one.state, dueAt: one.dueAt }))
        : [],
    attachments: inquiry.attachments,
    archived: inquiry.archived,
    erased: inquiry.erased,
    unroutable: inquiry.unroutable,
    respondBy: ['replied', 'returned'].includes(inquiry.state) ? ago(-24 * 12) : null,
    respondEnds: inquiry.state === 'returned' ? 'CLO_UNA' : inquiry.state === 'replied' ? 'CLO_AUTO' : '',
    readBy: inquiry.state === 'replied' && !inquiry.readAt ? ago(-3) : null,
    followUpAt: clas === 'I' ? ago(-24 * 4) : null,
    warnings: [],
    fields: ours ? inquiry.fields : withoutCustomer(inquiry.fields),
    externalRef: ours ? inquiry.fields.crmCaseId : undefined,
    missing,
    actions,
    replies: actions.includes('reply') ? (workflow?.levels.find((one) => one.level === inquiry.level)?.replies ?? []) : [],
    closings: actions.includes('close') ? closings : [],
    history: inquiry.history
      .filter((one) => !one.private || (one.actor as Bag).operator === person.operator)
      .map((one) =>
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
            pausedAt: inquiry.holds[0]?.from ?? null,
            holds: inquiry.holds,
            pauses: inquiry.pauses,
            closures: inquiry.closures,
          }
        : null,
    clocks: clocksOf(inquiry),
  }
}

/** The target of the level, and of an answered inquiry what its asker has time for. */
function clocksOf(inquiry: Stored): Bag[] {
  if (!inquiry.dueAt || !inquiry.sentAt) return []
  const zone = centres.find((centre) => centre.id === inquiry.replier.centre)?.calendar.timeZone ?? 'UTC'
  const common = { level: inquiry.level, present: true, days: [], intervals: [], exceptions: [], pauses: [], holds: [], targetDays: 0 }
  const answer = {
    ...common,
    term: 'answer',
    side: 'replier',
    timeZone: zone,
    startedAt: inquiry.sentAt,
    dueAt: inquiry.dueAt,
    targetMinutes: targetOf(inquiry),
    intervals: [
      { from: '2026-11-20T14:30:00Z', to: '2026-11-20T16:00:00Z', minutes: 90 },
      { from: '2026-11-23T07:00:00Z', to: '2026-11-23T11:00:00Z', minutes: 240 },
      { from: '2026-11-23T12:00:00Z', to: '2026-11-23T16:00:00Z', minutes: 240 },
      { from: '2026-11-24T07:00:00Z', to: '2026-11-24T09:30:00Z', minutes: 150 },
    ],
    exceptions: inquiry.closures.map((date) => ({ date, kind: 'holiday', name: 'Day of Repentance', open: [] })),
    pauses: inquiry.pauses,
    holds: inquiry.holds,
  }
  if (inquiry.state !== 'replied') return [answer]
  const react = {
    ...common,
    term: 'react',
    side: 'requester',
    timeZone: 'Europe/London',
    startedAt: '2026-11-23T10:00:00Z',
    dueAt: ago(-24 * 12),
    targetMinutes: 0,
    targetDays: 10,
    days: [
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
      '2026-12-07',
    ],
  }
  return [answer, react]
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
  crmCaseId: 'CASE-20817',
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
  more(b, c)
}

/** What the longer lives of inquiries look like: levels, holds, claims, notes, merges, documents. */
function more(delivered: string, attempted: string) {
  const say = (inquiry: Stored, kind: string, centre: string, at: string, bag: Bag = {}) => happen(inquiry, kind, centre, at, bag)
  // Tracking answers it whole: one key confirms.
  const whole1 = draft(delivered, 'GBA-DON', 'DEA', whole, false, ago(10), 'WRD')
  send(whole1, ago(9), 300)
  const offered = draft(delivered, 'GBA-DON', 'DEA', whole, false, ago(9), 'WII')
  send(offered, ago(8), 310)
  say(offered, 'trackingUpdated', '', ago(7), { event: items[delivered]?.events.at(-1), proposed: 'DLV' })
  // Asked, inconclusive, taken up, answered, not accepted.
  const long = draft('CC500000017GB', 'GBA-DON', 'DEA', { ...whole, lastEventCode: 'EMD' }, true, ago(200))
  send(long, ago(199), 400)
  say(long, 'opened', 'DEA-BON', ago(198))
  reply(long, 'TRN', { place: 'Frankfurt', date: '2026-11-16', expectedDate: '2026-11-19' }, 'It should leave customs tomorrow.', ago(190))
  Object.assign(long.history.at(-1) ?? {}, { onTime: true, workingMinutes: 340 })
  say(long, 'read', 'GBA-DON', ago(189))
  say(long, 'followUp', '', ago(120))
  long.level = 2
  say(long, 'escalated', 'GBA-DON', ago(118), { text: 'The day has passed and nothing came.', language: 'en', centre: 'DEA-BON' })
  say(long, 'opened', 'DEA-BON', ago(110))
  say(long, 'assigned', 'GBA-DON', ago(109), { private: true, assignee: { subject: '1', name: 'Ana Agent' } })
  say(long, 'noted', 'GBA-DON', ago(108), { private: true, text: 'Customer calls every day; ring back on Friday.', language: 'en' })
  say(long, 'attached', 'GBA-DON', ago(107), { attachment: { id: 'A1', name: 'invoice.pdf', mediaType: 'application/pdf', size: 182_000 } })
  long.attachments = [
    { id: 'A1', name: 'invoice.pdf', mediaType: 'application/pdf', size: 182_000 },
    { id: 'A5', name: 'parcel.png', mediaType: 'image/png', size: 4_000 },
  ]
  say(long, 'dueMoved', 'DEA-BON', ago(100), { reason: 'STRIKE', text: 'Warning strike at the Bonn centre.', dueAt: ago(60) })
  reply(long, 'DLV', { date: '2026-11-18', receivedBy: 'Neighbour', evidence: 'gps' }, undefined, ago(90))
  Object.assign(long.history.at(-1) ?? {}, { onTime: false, workingMinutes: 1580 })
  say(long, 'read', 'GBA-DON', ago(80))
  long.level = 3
  long.rejected = true
  say(long, 'rejected', 'GBA-DON', ago(78), { reason: 'NOTRECEIVED', text: 'No neighbour has it.', language: 'en', centre: 'DEA-BON' })
  say(long, 'joined', 'GBA-DON', ago(70), { private: true, joined: { customerRef: 'R-99001' }, text: 'The addressee asks too.' })
  reply(long, 'LST', { liableOperator: 'DEA' }, undefined, ago(20))
  Object.assign(long.history.at(-1) ?? {}, { onTime: true, workingMinutes: 2100 })
  long.assignee = { subject: '1', name: 'Ana Agent' }
  long.pauses = [{ cause: 'customs', from: ago(180), to: ago(150), minutes: 1800 }]
  long.closures = ['2026-11-18']
  // Customs holds it.
  const held = draft('CC500000025GB', 'GBA-DON', 'DEA', whole, false, ago(70))
  send(held, ago(69), 380)
  say(held, 'opened', 'DEA-BON', ago(68))
  held.openedAt = ago(68)
  held.state = 'opened'
  held.holds = [{ cause: 'customs', from: ago(66) }]
  say(held, 'trackingUpdated', '', ago(66), { event: { code: 'EME', time: ago(66), sender: 'DEA' }, customs: 'held' })
  say(held, 'handedOver', 'DEA-BON', ago(65), { reason: 'LANGUAGE', centre: 'DEA-BON', text: 'The answer needs English.' })
  // An inconclusive answer, and one that came by itself.
  const half = draft(attempted, 'GBA-DON', 'JPA', whole, false, ago(30))
  send(half, ago(29), 200)
  reply(half, 'ATT', { date: '2026-11-22', reason: 'ABS', action: 'HLD' }, undefined, ago(20))
  Object.assign(half.history.at(-1) ?? {}, {
    onTime: true,
    workingMinutes: 120,
    actor: { kind: 'automatic', operator: 'JPA', centre: half.replier.centre },
  })
  // The partner is late and there is a level above; then one that was merged away.
  const late = draft('CC500000034GB', 'GBA-DON', 'FRA', whole, false, ago(90))
  send(late, ago(89), -400)
  const gone = draft('CC500000034GB', 'GBA-DON', 'FRA', whole, false, ago(50), 'DEL')
  send(gone, ago(49), 100)
  gone.state = 'closed'
  gone.closedAt = ago(40)
  gone.closingCode = 'CLO_DUP'
  gone.mergedInto = late.id
  gone.archived = true
  gone.erased = true
  late.merged = [gone.id]
  say(gone, 'closed', 'GBA-DON', ago(40), { closingCode: 'CLO_DUP', merged: late.id })
  say(late, 'merged', 'GBA-DON', ago(40), { merged: gone.id })
  // A damage of which pictures are missing, still a draft.
  draft(
    'CC473124829GB',
    'GBA-DON',
    'DEA',
    { ...whole, damageDescription: 'One corner crushed, cup broken.', itemValue: 4550, currency: 'EUR' },
    false,
    ago(3),
    'DMG',
  )
  // What nobody took, and what is late here.
  const lost = draft('CC500000049GB', 'GBA-DON', 'JPA', whole, false, ago(12))
  send(lost, ago(11), 500)
  lost.unroutable = 'no-centre-for-product'
  lost.replier.centre = ''
  say(lost, 'unroutable', '', ago(11), { reason: 'no-centre-for-product' })
  send(draft('CC400000032DE', 'DEA-BON', 'GBA', whole, false, ago(40)), ago(39), -45)
  // What rings in another call centre of the same person.
  const belfast = draft('CC500000052GB', 'GBA-BEL', 'DEA', whole, false, ago(26))
  send(belfast, ago(25), -30)
  reply(belfast, 'DLV', { date: '2026-11-24', receivedBy: 'D. Muster', evidence: 'signature' }, undefined, ago(1))
}
