// What stands beside inquiries: documents, templates, colleagues.
import { people } from './data'
import { happen, inquiries, type Person } from './state'

type Bag = Record<string, unknown>
interface Document {
  id: string
  inquiryId: string
  name: string
  mediaType: string
  size: number
  reason?: string
}
const documents: Document[] = []
const templates = [
  {
    id: 't1',
    kind: 'reply',
    name: 'Search begun',
    language: 'en',
    workflow: 'WII',
    code: 'TRN',
    text: 'We are looking for {{itemId}} for {{addresseeName}} and come back to you.',
  },
  { id: 't2', kind: 'reply', name: 'Thanks', language: 'en', text: 'Dear colleagues of {{partner}}, kind regards, {{agent}}, {{date}}' },
  { id: 't3', kind: 'note', name: 'Customer called', language: 'en', text: 'Customer {{customerRef}} called on {{date}}.' },
]

/** Answers what it knows, undefined for the rest. */
export function work(route: string, id: string, verb: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  switch (route) {
    case 'GET templates':
      return { items: templates }
    case 'GET agents':
      return {
        items: people.filter((one) => one.operator === person.operator).map(({ sub, name, centres }) => ({ subject: sub, name, centres })),
      }
    case 'GET documents':
      if (id) return { url: '/favicon.svg', expiresAt: '2026-12-01T00:00:00Z' }
      return { items: documents.filter((one) => one.inquiryId === query.get('inquiry')) }
    case 'POST documents': {
      if (verb === 'complete') return finish(id, person)
      const document = { ...body, id: `D${documents.length + 1}` } as unknown as Document
      documents.push(document)
      return { id: document.id, upload: { url: '/mock/upload', method: 'PUT', headers: {}, expiresAt: '2026-12-01T00:00:00Z' } }
    }
  }
}

function finish(id: string, person: Person) {
  const document = documents.find((one) => one.id === id)
  const inquiry = inquiries.find((one) => one.id === document?.inquiryId)
  if (!document || !inquiry) return undefined
  if (document.name.includes('eicar')) document.reason = 'it carries malware'
  const { name, mediaType, size } = document
  if (!document.reason) {
    inquiry.attachments.push({ id, name, mediaType, size })
    happen(inquiry, 'attached', person.centres[0] ?? '', new Date().toISOString(), { attachment: { id, name, mediaType, size } })
  }
  return { ...document, state: document.reason ? 'rejected' : 'attached' }
}
