// What stands beside inquiries: documents, templates, colleagues.
import { ago, people } from './data'
import { happen, inquiries, type Person } from './state'

type Bag = Record<string, unknown>
interface Document {
  id: string
  inquiryId: string
  name: string
  mediaType: string
  size: number
  state: string
  scan: string
  operator: string
  announcedAt: string
  reason?: string
  rejected?: { slug: string; detail: string }
}
/** What the scene says of documents: one scanned, one refused, two begun and left. */
const documents: Document[] = []
let set = false
function setScene() {
  const inquiry = inquiries.find((one) => one.attachments.some(({ id }) => id === 'A1'))
  if (set || !inquiry) return
  set = true
  const document = (id: string, name: string, state: string, more: Partial<Document> = {}): Document => ({
    id,
    inquiryId: inquiry.id,
    name,
    mediaType: 'application/pdf',
    size: 182_000,
    state,
    scan: 'notScanned',
    operator: 'GBA',
    announcedAt: ago(107),
    ...more,
  })
  documents.push(
    document('A1', 'invoice.pdf', 'attached', { scan: 'clean' }),
    document('A5', 'parcel.png', 'attached', { mediaType: 'image/png', size: 4_000 }),
    document('A2', 'setup.pdf', 'rejected', {
      scan: 'infected',
      reason: 'The scan found malware.',
      rejected: { slug: 'document-infected', detail: 'The scan found malware.' },
    }),
    document('A3', 'proof of value.pdf', 'announced', { announcedAt: ago(3) }),
    document('A4', 'letter of the customer.pdf', 'accepted', { announcedAt: ago(2) }),
  )
}
const templates: (Bag & { id: string; version: number })[] = [
  {
    id: 't1',
    version: 1,
    kind: 'reply',
    name: 'Search begun',
    language: 'en',
    workflow: 'WII',
    code: 'TRN',
    text: 'We are looking for {{itemId}} for {{addresseeName}} and come back to you.',
  },
  {
    id: 't2',
    version: 1,
    kind: 'reply',
    name: 'Thanks',
    language: 'en',
    text: 'Dear colleagues of {{partner}}, kind regards, {{agent}}, {{date}}',
  },
  { id: 't3', version: 1, kind: 'note', name: 'Customer called', language: 'en', text: 'Customer {{customerRef}} called on {{date}}.' },
]

/** The version of a template or of somebody's rights, which are edited twice at once. */
export function workVersionAt(path: string): number | undefined {
  const [, , head, id = '', verb] = path.split('/')
  if (head === 'templates') return templates.find((one) => one.id === id)?.version
  return head === 'agents' && id !== 'invitations' && !verb ? (changed.get(id)?.version ?? 0) : undefined
}

/** Answers what it knows, undefined for the rest. */
export function work(route: string, id: string, verb: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  switch (route) {
    case 'GET templates':
      return { items: templates }
    case 'POST templates':
      templates.push({ ...body, id: `t${Date.now()}`, version: 1 })
      return templates.at(-1)
    case 'PUT templates': {
      const at = templates.findIndex((one) => one.id === id)
      if (at >= 0) templates[at] = { ...body, id, version: (templates[at]?.version ?? 0) + 1 }
      return templates[at]
    }
    case 'DELETE templates':
      templates.splice(0, templates.length, ...templates.filter((one) => one.id !== id))
      return {}
    case 'GET agents':
      return {
        items: people
          .filter((one) => one.operator === person.operator && (query.get('inactive') === 'true' || !changed.get(one.sub)?.inactive))
          .map((one) => agent(one.sub, person)),
      }
    case 'PUT agents':
      changed.set(id, {
        roles: body.roles as string[],
        centres: body.callCentres as string[],
        inactive: !body.active,
        version: (changed.get(id)?.version ?? 0) + 1,
      })
      return agent(id, person)
    case 'GET documents':
      setScene()
      if (id === 'forms') return { url: '/mock/file/form.pdf', expiresAt: '2026-12-01T00:00:00Z' }
      if (id) return { url: `/mock/file/${documents.find((one) => one.id === id)?.name}`, expiresAt: '2026-12-01T00:00:00Z' }
      return {
        items: documents.filter(
          (one) => one.inquiryId === query.get('inquiry') && (one.state === 'attached' || one.operator === person.operator),
        ),
      }
    case 'POST documents': {
      if (verb === 'complete') return finish(id, person)
      const more = { state: 'announced', scan: 'notScanned', operator: person.operator, announcedAt: ago(0) }
      const document = { ...body, ...more, id: `D${documents.length + 1}` } as unknown as Document
      documents.push(document)
      return { ...document, upload: { url: '/mock/upload', method: 'PUT', headers: {}, expiresAt: '2026-12-01T00:00:00Z' } }
    }
    case 'DELETE documents':
      documents.splice(0, documents.length, ...documents.filter((one) => one.id !== id))
      return {}
  }
}

/** What an administrator set of people. */
const changed = new Map<string, { roles: string[]; centres: string[]; inactive: boolean; version: number }>()

function agent(sub: string, by: Person) {
  const one = people.find((other) => other.sub === sub)
  const set = changed.get(sub)
  const administration = {
    email: one?.email ?? '',
    roles: set?.roles ?? one?.roles ?? [],
    rolesSet: set !== undefined,
    active: !set?.inactive,
    version: set?.version ?? 0,
    ...(sub === '5' ? {} : { lastSeenOn: ago(24 * (Number(sub) % 3)).slice(0, 10), language: sub === '3' ? 'fr' : 'en' }),
  }
  return {
    subject: sub,
    name: one?.name,
    callCentres: set?.centres ?? one?.centres,
    ...(by.roles.includes('operator-administrator') ? { administration } : {}),
  }
}

function finish(id: string, person: Person) {
  const document = documents.find((one) => one.id === id)
  const inquiry = inquiries.find((one) => one.id === document?.inquiryId)
  if (!document || !inquiry) return undefined
  if (document.name.includes('eicar'))
    Object.assign(document, { reason: 'it carries malware', rejected: { slug: 'document-infected', detail: 'it carries malware' } })
  document.state = document.reason ? 'rejected' : 'attached'
  const { name, mediaType, size } = document
  if (!document.reason) {
    inquiry.attachments.push({ id, name, mediaType, size })
    happen(inquiry, 'attached', person.centres[0] ?? '', new Date().toISOString(), { attachment: { id, name, mediaType, size } })
  }
  return document
}
