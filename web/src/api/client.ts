import createClient, { type Middleware } from 'openapi-fetch'
import { KeptAnswers } from '../logic/kept'
import { isStranger } from '../logic/problemWords'
import { problemOf, unreachable } from './problem'
import type { paths } from './schema'

/** How the client learns who is asking, and tells that the API no longer accepts it. Set once, by auth/session. */
export interface Credentials {
  token(): Promise<string | undefined>
  /** Not for whoever is signed in and nobody here: signing in again does not help them. */
  refused(): void
}

let credentials: Credentials = { token: async () => undefined, refused: () => undefined }

export function takeCredentialsFrom(source: Credentials): void {
  credentials = source
}

/** For lines that are no request of this client: the live one. */
export const credentialsToken = (): Promise<string | undefined> => credentials.token()

const bearer: Middleware = {
  async onRequest({ request }) {
    const token = await credentials.token()
    if (token) request.headers.set('Authorization', `Bearer ${token}`)
    request.headers.set('Accept-Language', document.documentElement.lang) // what the page speaks, not what the browser prefers
    return request
  },
  async onResponse({ response }) {
    if (response.status === 401 && !isStranger(await slugOf(response.clone()))) credentials.refused()
    return response
  },
}

/** Why an answer refuses, as its problem says; '' for one that is none. */
async function slugOf(answered: Response): Promise<string> {
  return problemOf(await answered.json().catch(() => undefined), answered.status).slug
}

const kept = new KeptAnswers(60)
const whoAndWhat = (request: Request) => `${request.headers.get('Authorization') ?? ''} ${request.url}`

/** Asks again with the tag of what is here already; an answer that says so is read from what was kept, never from the disk. */
const unchanged: Middleware = {
  onRequest({ request }) {
    const before = request.method === 'GET' ? kept.of(whoAndWhat(request)) : undefined
    if (before) request.headers.set('If-None-Match', before.tag)
    return request
  },
  async onResponse({ request, response }) {
    if (request.method !== 'GET') return response
    const before = kept.of(whoAndWhat(request))
    if (response.status === 304 && before)
      return new Response(before.text, { status: 200, headers: { 'Content-Type': 'application/json', ETag: before.tag } })
    const tag = response.headers.get('ETag')
    if (response.ok && tag?.startsWith('W/')) kept.keep(whoAndWhat(request), { tag, text: await response.clone().text() })
    return response
  },
}

export const client = createClient<paths>({ baseUrl: '' })
client.use(bearer)
client.use(unchanged)

/** If-Match for what was loaded at this version; none for what has none yet. */
export function ifMatch(version: number): { header: { 'If-Match': string } }
export function ifMatch(version: number | undefined): { header?: { 'If-Match': string } }
export function ifMatch(version: number | undefined) {
  return version === undefined ? {} : { header: { 'If-Match': `"${version}"` } }
}

/** Waits for an answer and returns its body; throws a Problem for everything else. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw cause instanceof TypeError ? unreachable() : cause
  })
  if (!response.ok) throw problemOf(error, response.status)
  return data as T
}
