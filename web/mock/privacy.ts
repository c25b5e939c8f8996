// Data requests and who looked: the mock's part of it.
import { matching } from './admin'
import { happen, inquiries, type Person, type Stored } from './state'

type Bag = Record<string, unknown>
interface Asked extends Bag {
  id: string
  kind: string
  state: string
  results: Bag[]
}

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+Z/, 'Z')

const card = (id: string, kind: string, state: string, hours: number, counts: Bag, more: Bag = {}): Asked => ({
  id,
  kind,
  reference: `DSR-2026-${id.slice(-3)}`,
  language: 'en',
  state,
  askedAt: ago(hours),
  askedBy: 'Olga Admin',
  settledAt: ago(hours),
  counts,
  fileUntil: null,
  fetchable: false,
  runsAgain: state !== 'done',
  results: [],
  ...more,
})
const requests: Asked[] = [
  card(
    '01DR0000000000000000000012',
    'export',
    'done',
    20,
    { all: 2, done: 2, waiting: 0, failed: 0 },
    { fileUntil: ago(-148), fetchable: true },
  ),
  card(
    '01DR0000000000000000000011',
    'erasure',
    'waiting',
    50,
    { all: 3, done: 2, waiting: 1, failed: 0 },
    {
      results: [
        { inquiryId: '01KAQ000000000000000000001', outcome: 'done', at: ago(50) },
        { inquiryId: '01KAQ000000000000000000002', outcome: 'done', at: ago(50) },
        { inquiryId: '01KAQ000000000000000000003', outcome: 'waiting', reason: 'inquiry-open', at: ago(26) },
      ],
    },
  ),
  card(
    '01DR0000000000000000000010',
    'export',
    'done',
    400,
    { all: 1, done: 1, waiting: 0, failed: 0 },
    { fileUntil: ago(232), runsAgain: true },
  ),
]

const text = (one: Stored, field: string) => String(one.fields[field] ?? '')

function match(one: Stored): Bag {
  return {
    id: one.id,
    itemId: one.itemId,
    workflow: one.workflow,
    state: one.state,
    createdAt: one.createdAt,
    requester: one.requester.operator,
    replier: one.replier.operator,
    senderName: text(one, 'senderName'),
    senderAddress: text(one, 'senderAddress'),
    addresseeName: text(one, 'addresseeName'),
    addresseeAddress: text(one, 'addresseeAddress'),
    archived: one.archived,
    erased: one.erased,
  }
}

/** Erases what is closed, as the runner does a moment later. */
function carryOut(kind: string, ids: string[], person: Person): Bag[] {
  return ids.map((id) => {
    const one = inquiries.find((other) => other.id === id)
    if (kind === 'erasure' && one?.state !== 'closed') return { inquiryId: id, outcome: 'waiting', reason: 'inquiry-open', at: ago(0) }
    if (kind === 'erasure' && one && !one.erased) {
      Object.assign(one, { erased: true, fields: {} })
      happen(one, 'erased', person.centres[0] ?? '', ago(0))
    }
    return { inquiryId: id, outcome: 'done', at: ago(0) }
  })
}

/** Answers what it knows, undefined for the rest. */
export function personalData(method: string, path: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  const [, , head = '', id = '', verb = ''] = path.split('/')
  if (head === 'looks') {
    const inquiryId = query.get('inquiry') ?? ''
    const look = (hours: number, more: Bag) => ({
      inquiryId,
      day: ago(hours).slice(0, 10),
      first: ago(hours),
      last: ago(hours - 1),
      ...more,
    })
    const agent = query.get('agent')
    if (agent) {
      const from = Number(query.get('cursor') ?? 0)
      const all = inquiries
        .slice(0, 45)
        .map(({ id }, k) => look(2 + k * 7, { inquiryId: id, subject: agent, seen: k % 3 ? ['page'] : ['document', 'page'] }))
      return { items: all.slice(from, from + 20), nextCursor: from + 20 < all.length ? String(from + 20) : '' }
    }
    const ours = { operator: 'GBA', centre: 'GBA-DON', subject: '1', name: 'Ana Agent' }
    return {
      items: [
        look(2, { ...ours, seen: ['document', 'page'] }),
        look(5, { operator: 'DEA', centre: 'DEA-BON', subject: '', name: '', seen: ['page'] }),
        look(30, { ...ours, subject: '4', name: 'Olga Admin', seen: ['match'] }),
      ],
      nextCursor: '',
    }
  }
  if (head !== 'data-requests') return undefined
  if (id === 'matches') {
    const q = query.get('q') ?? ''
    const found = inquiries.filter((one) => [one.requester.operator, one.replier.operator].includes(person.operator) && matching(one, q))
    return { items: found.map(match), nextCursor: '' }
  }
  const known = requests.find((one) => one.id === id)
  if (verb === 'download') return { url: '/mock/file.zip', expiresAt: ago(-0.1) }
  if (verb === 'run-again' && known) return Object.assign(known, { state: 'done', runsAgain: false, settledAt: ago(0) })
  if (method === 'POST') {
    const ids = body.inquiryIds as string[]
    const results = carryOut(String(body.kind), ids, person)
    const waiting = results.filter((one) => one.outcome === 'waiting').length
    const made = card(
      `01DR${String(requests.length).padStart(22, '0')}`,
      String(body.kind),
      waiting > 0 ? 'waiting' : 'done',
      0,
      { all: ids.length, done: ids.length - waiting, waiting, failed: 0 },
      { reference: body.reference, results, ...(body.kind === 'export' ? { fileUntil: ago(-168), fetchable: true } : {}) },
    )
    requests.unshift(made)
    return made
  }
  return known ?? { items: requests, nextCursor: '' }
}
