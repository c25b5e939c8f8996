// Exchanged files: the mock's part of them. Never part of a build.
import type { Person } from './state'

type Bag = Record<string, unknown>
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+Z/, 'Z')
const link = () => ({ url: '/mock/file', expiresAt: ago(-0.1) })

const settings: Bag = {
  nightly: true,
  hour: 2,
  zone: 'Europe/London',
  format: 'csv',
  separator: 'comma',
  language: 'en',
  centres: [],
  version: 3,
  changedAt: ago(400),
  lastFile: 18,
  ranAt: ago(7),
}

const file = (number: number, hours: number, questions: number, answers: number, ended: number, more: Bag = {}): Bag => ({
  number,
  name: `whereabouts-GBA-${String(number).padStart(6, '0')}.csv`,
  nightly: true,
  format: 'csv',
  questions,
  answers,
  ended,
  bytes: 900 + 640 * (questions + answers + ended),
  madeAt: ago(hours),
  expiresAt: ago(hours - 720),
  kept: hours < 720,
  fetchedAt: ago(hours - 1),
  ...more,
})
const files = [
  file(18, 7, 14, 6, 3, { fetchedAt: null }),
  file(17, 26, 2, 0, 0, { nightly: false }),
  file(16, 31, 11, 9, 4),
  file(12, 800, 17, 3, 2),
]

const upload = (n: number, name: string, state: string, hours: number, more: Bag = {}): Bag => ({
  id: `01KEXCH${String(n).padStart(19, '0')}`,
  name,
  size: 4_200 * n,
  state,
  format: name.endsWith('jsonl') ? 'jsonl' : 'csv',
  lines: 0,
  done: 0,
  repeated: 0,
  refused: 0,
  refusal: null,
  announcedAt: ago(hours),
  finishedAt: null,
  expiresAt: ago(hours - 720),
  kept: true,
  ...more,
})
const uploads = [
  upload(4, 'replies-today.csv', 'running', 0.01, { lines: 240, done: 96, repeated: 3, refused: 1 }),
  upload(3, 'replies-2026-11-25.csv', 'done', 24, { lines: 27, done: 23, repeated: 2, refused: 2 }),
  upload(2, 'Antworten.csv', 'refused', 30, { refusal: { slug: 'file-encoding', detail: 'The file is not UTF-8.', line: 3 } }),
  upload(1, 'replies.jsonl', 'done', 52, { lines: 12, done: 12 }),
]
const refusedLines = [
  {
    place: 7,
    line: 'L6',
    inquiryId: '01KAQ000000000000000000002',
    action: 'reply',
    code: 'DLV',
    problem: 'reply-incomplete',
    detail: 'A reply "DLV" needs its fields.',
    errors: [{ field: 'fields.date', reason: 'is missing' }],
  },
  {
    place: 19,
    line: 'L18',
    inquiryId: '01KAQ000000000000000000003',
    action: 'reply',
    code: 'TRN',
    problem: 'line-outdated',
    detail: 'The inquiry went on since that line of ours.',
    errors: [{ field: 'sequence', reason: 'is not the newest, 9' }],
  },
]

const statements = [
  { month: '2026-10', partner: 'DEA', version: 1, claims: 5, currency: 'XDR', owed: 4025, due: 7250, madeAt: ago(600) },
  { month: '2026-10', partner: 'FRA', version: 1, claims: 2, currency: 'XDR', owed: 6000, due: 0, madeAt: ago(600) },
]

/** The exchange of files; undefined for everything else. A person of FRA has nothing yet. */
export function exchanged(method: string, path: string, body: Bag, person: Person): unknown {
  const [, , head, list, id, verb] = path.split('/')
  if (head !== 'exchange') return undefined
  const page = (items: unknown[]) => ({ items: person.operator === 'FRA' ? [] : items, nextCursor: '' })
  switch (`${method} ${list ?? ''}`) {
    case 'GET ':
      return settings
    case 'PUT ':
      return Object.assign(settings, body, { version: Number(settings.version) + 1 })
    case 'POST runs':
      files.unshift(file(Number(files[0]?.number) + 1, 0, 1, 0, 0, { nightly: false, fetchedAt: null }))
      return {}
    case 'GET files':
      return id ? link() : page(files)
    case 'GET settlements':
      return id ? link() : page(statements)
    case 'POST uploads': {
      const one = upload(uploads.length + 1, String(body.name), 'done', 0, { size: body.size, lines: 3, done: 2, refused: 1 })
      uploads.unshift(one)
      return { ...one, send: { method: 'PUT', url: '/mock/upload', headers: {}, expiresAt: ago(-1) } }
    }
    case 'GET uploads':
      if (verb === 'result') return link()
      return id ? { ...uploads.find((one) => one.id === id), refusedLines } : page(uploads)
  }
  return undefined
}
