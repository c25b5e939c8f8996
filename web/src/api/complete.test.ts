import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** Operations that no page asks, and why: everything else that a person uses has its page. */
const WITHOUT_A_PAGE: Record<string, string> = {
  'get /v1/healthz': 'whether it lives: for whoever runs it',
  'post /v1/oauth/token': 'systems that speak OAuth 2.0',
  'post /v1/tracking/messages': 'systems send messages; people upload files',
  'post /v1/crm/{integration}/events': 'CRM systems send events',
  'get /v1/changes': 'systems follow every step by number; people have folders, alerts and histories',
  'get /v1/codes': 'systems that choose codes themselves; the pages have the whole catalogue',
  'post /v1/calendars/due':
    'systems ask when something would be due before they raise it; the pages say it where it is asked and explain it where it is due',
  'get /v1/tracking/feed': 'systems read events by number; people have lists',
  'get /v1/watches': 'what a system follows for its feed',
  'post /v1/watches': 'what a system follows for its feed',
  'delete /v1/watches/{itemId}': 'what a system follows for its feed',
  'post /v1/insights/saved/{id}/queries': 'systems ask a saved report by its name; its page asks the question that stands in it',
  'get /v1/keys/{prefix}': 'one of a list that is short and shown whole',
  'get /v1/me/views/{name}': 'one of a list that is short and shown whole',
  'get /v1/me/preferences': 'they come with /v1/me',
  'get /v1/agents/invitations/{id}': 'one of a list that is shown whole',
}

const src = fileURLToPath(new URL('../', import.meta.url))
const described = JSON.parse(readFileSync(fileURLToPath(new URL('../../../docs/api/openapi.json', import.meta.url)), 'utf8')) as {
  paths: Record<string, Record<string, unknown>>
}
const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
  Object.keys(methods)
    .filter((method) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
    .map((method) => `${method} ${path}`),
)

/** Asked by a name that is chosen while it runs. */
const BY_CHOICE = ['get /v1/documents/forms/cn08', 'get /v1/documents/forms/cn18']

/** A source with the addresses that it names once put where they are used. */
function spelledOut(text: string): string {
  const names = [...text.matchAll(/const (\w+) = ['`](\/v1\/[^'`]*)['`]/g)]
  return names.reduce(
    (out, [, name, path]) => out.replaceAll(`\${${name}}`, path ?? '').replace(new RegExp(`(\\(\\s*)${name}\\b`, 'g'), `$1'${path}'`),
    text,
  )
}

const asked = new Set(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts') && !name.endsWith('schema.ts'))
    .flatMap((name) => [
      ...spelledOut(readFileSync(src + name, 'utf8')).matchAll(/\.(GET|POST|PUT|PATCH|DELETE)\(\s*['`](\/v1\/[^'`]*)['`]/g),
    ])
    .map(([, method, path]) => `${method?.toLowerCase()} ${path}`),
)

describe('the pages', () => {
  it('ask every operation, or it is said why none does', () =>
    expect(operations.filter((one) => !asked.has(one) && !BY_CHOICE.includes(one) && !(one in WITHOUT_A_PAGE))).toEqual([]))
  it('ask none of those that are said to have no page, and all of them exist', () => {
    expect(Object.keys(WITHOUT_A_PAGE).filter((one) => asked.has(one) || !operations.includes(one))).toEqual([])
  })
})
