// Tracking messages that the made-up post sent, and what became of them. Never part of a build.
import { ago } from './data'

type Bag = Record<string, unknown>

const BROKEN =
  "UNA:+.? 'UNB+UNOA:2+GBA:UP+DEA:UP+261122:1015+EV0001'UNH+1+EMSEVT:3:0:UP'BGM+EVT+EV0001+9'GID+1'PCI++CC100000025GB'STS+EMC'DTM+334:202611221015UTC:303'LOC+175+GBLALA'GID+2'PCI++CC100000291GB'STS+EMC'DTM+334:202611221015UTC:303'LOC+175+GBLALA'UNT+14+1'UNZ+1+EV0001'"
const CUT = BROKEN.slice(0, 150)
const JSON_TEXT =
  '{\n  "events": [\n    {"itemId": "CC100000025GB", "code": "EMA", "eventTime": "2026-11-20T09:00:00Z", "office": "GBDONA"}\n  ]\n}'

const original = "GID+2'PCI++CC100000291GB'STS+EMC'DTM+334:202611221015UTC:303'LOC+175+GBLALA'"
const bad = {
  index: 1,
  itemId: 'CC100000291GB',
  code: 'EMC',
  outcome: 'rejected',
  reason: 'itemId: check digit: is 1, must be 0',
  segment: 'segment 10 (PCI), byte 209',
  original,
}
const good = { index: 0, itemId: 'CC100000025GB', code: 'EMC', outcome: 'stored', reason: '', segment: '', original: '' }
const head = (receipt: string, hours: number, text: string, more: Bag = {}) => ({
  receipt,
  format: text.startsWith('{') ? 'json' : 'edifact',
  receivedAt: ago(hours),
  size: text.length,
  events: 1,
  rejected: 0,
  refusal: null as unknown,
  toDo: false,
  corrects: '',
  by: null as unknown,
  settled: null as unknown,
  replaces: [] as Bag[],
  replacedBy: [] as string[],
  text,
  outcomes: [good] as Bag[],
  ...more,
})
const cutFault = { field: 'segment 6 (STS), byte 140', reason: 'the file ends within a segment: its terminator is missing' }
const messages = [
  head('01KB0F3Z6Q8W4N2R7T5Y9X1C3V', 2, BROKEN, { events: 2, rejected: 1, toDo: true, outcomes: [good, bad] }),
  head('01KB0D0A0B0C0D0E0F0G0H0J0K', 5, CUT, {
    events: 0,
    rejected: 1,
    toDo: true,
    refusal: { slug: 'message-unreadable', detail: 'The message is not a whole EDIFACT interchange.', errors: [cutFault] },
    outcomes: [{ ...bad, index: 0, itemId: '', code: '', reason: cutFault.reason, segment: cutFault.field, original: CUT.slice(120) }],
  }),
  head('01KAZZ7M5N3P1Q9R7S5T3V1W9X', 26, JSON_TEXT, {
    corrects: '01KAZX2B4C6D8E0F2G4H6J8K0M',
    by: { subject: 's', name: 'Sam Supervisor' },
  }),
  head('01KAZX2B4C6D8E0F2G4H6J8K0M', 27, JSON_TEXT.replace('025GB', '026GB'), {
    rejected: 1,
    settled: { at: ago(26), by: { subject: 's', name: 'Sam Supervisor' }, correctedBy: '01KAZZ7M5N3P1Q9R7S5T3V1W9X', reason: '' },
    outcomes: [
      {
        ...bad,
        index: 0,
        itemId: 'CC100000026GB',
        code: 'EMA',
        reason: 'itemId: check digit: is 6, must be 5',
        segment: 'events[0].itemId',
      },
    ],
  }),
  head('01KAZA1A1A1A1A1A1A1A1A1A1A', 50, JSON_TEXT, {
    replaces: [{ number: 'EV0001', receipt: '01KAZX2B4C6D8E0F2G4H6J8K0M', cancels: false }],
    rejected: 1,
    settled: { at: ago(49), by: { subject: 's', name: 'Sam Supervisor' }, correctedBy: '', reason: 'A test of the new sorting machine.' },
    outcomes: [bad],
  }),
]

/** What the API says about messages; undefined: not asked here. */
export function trackingMessages(method: string, path: string, query: URLSearchParams, body: Bag): unknown {
  const [, , area, , receipt = '', verb = ''] = path.split('/')
  if (area === 'operators' && receipt === 'messages')
    return { dialects: [], codes: { reason: { A1: 'ABS' } }, version: 1, at: ago(30), by: { subject: 'o', name: 'Olga Admin' } }
  if (area !== 'tracking') return undefined
  if (receipt === 'trial') return tried(String(body.text))
  if (!receipt)
    return {
      items: messages.filter((one) => (query.get('toDo') ? one.toDo : query.get('rejected') ? one.rejected > 0 : true)),
      nextCursor: '',
    }
  const one = messages.find((each) => each.receipt === receipt)
  if (!one) return undefined
  if (verb === 'raw')
    return { receipt, format: one.format, size: one.size, text: one.text, whole: true, url: '/mock/file.txt', expiresAt: ago(-1) }
  if (method === 'POST') {
    const corrected = verb === 'corrections' ? `01KB${Date.now()}` : ''
    one.toDo = false
    one.settled = { at: ago(0), by: { subject: 'o', name: 'Olga Admin' }, correctedBy: corrected, reason: String(body.reason ?? '') }
    if (corrected) messages.unshift(head(corrected, 0, String(body.text), { corrects: receipt, by: { subject: 'o', name: 'Olga Admin' } }))
    return { receipt: corrected, status: 'queued', events: 2, rejected: 0 }
  }
  const count = (outcome: string) => one.outcomes.filter((each) => each.outcome === outcome).length
  return {
    ...one,
    status: 'done',
    counts: { stored: count('stored'), duplicate: count('duplicate'), rejected: count('rejected'), queued: 0 },
    nextCursor: '',
    looks: [{ by: { subject: 's', name: 'Sam Supervisor' }, first: ago(1), last: ago(1) }],
  }
}

/** A trial that knows two faults: a file that is cut, and the wrong check digit of the sample. */
function tried(text: string) {
  const events = (text.match(/GID\+/g) ?? []).length || 1
  if (!text.startsWith('{') && !text.includes('UNZ'))
    return {
      format: 'edifact',
      events: 0,
      rejected: 0,
      outcomes: [],
      refusal: {
        slug: 'message-unreadable',
        detail: 'The message is not a whole EDIFACT interchange.',
        errors: [{ field: `segment 6 (STS), byte ${text.indexOf('DTM+334')}`, reason: cutFault.reason }],
      },
    }
  const wrong = text.includes('291GB')
  const segment = `segment 10 (PCI), byte ${text.indexOf('PCI++CC100000291GB')}`
  return {
    format: 'edifact',
    events,
    rejected: wrong ? 1 : 0,
    refusal: null,
    outcomes: wrong ? [{ ...bad, segment }] : [{ ...good, outcome: 'accepted' }],
  }
}
