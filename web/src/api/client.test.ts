import { afterEach, expect, it, vi } from 'vitest'
import { answer, client, ifMatch, takeCredentialsFrom } from './client'

afterEach(() => vi.unstubAllGlobals())

/** How often the session is told that the API accepts its token no more, when the API refuses with this problem. */
async function told(status: number, body: BodyInit): Promise<number> {
  const refused = vi.fn()
  vi.stubGlobal('document', { documentElement: { lang: 'en' } })
  takeCredentialsFrom({ token: async () => 'token', refused })
  const fetch = async () => new Response(body, { status, headers: { 'Content-Type': 'application/problem+json' } })
  await answer(client.GET('/v1/me', { baseUrl: 'https://x.example', fetch })).catch(() => undefined)
  return refused.mock.calls.length
}

const problem = (slug: string) => JSON.stringify({ type: `https://whereabouts.post/problems/${slug}`, detail: 'No.' })

it('a session has ended when its token is accepted no more, and not when whoever has it is nobody here', async () => {
  expect(await told(401, problem('token-expired'))).toBe(1)
  expect(await told(401, '{"message":"Unauthorized"}')).toBe(1)
  expect(await told(401, 'no JSON')).toBe(1)
  expect(await told(403, problem('role-missing'))).toBe(0)
  for (const slug of ['agent-unknown', 'agent-inactive', 'invitation-expired', 'address-unverified'])
    expect(await told(401, problem(slug))).toBe(0)
})

it('says which version a change was made of, and nothing of what has none', () => {
  expect(ifMatch(3)).toEqual({ header: { 'If-Match': '"3"' } })
  expect(ifMatch(0)).toEqual({ header: { 'If-Match': '"0"' } })
  expect(ifMatch(undefined)).toEqual({})
})

/** Where a call or an answer is taken for something that the description does not say. */
const castsIn = (text: string) =>
  text.split('\n').filter((line) => /\bas (unknown|any|never)\b|<any>|\bclient as\b|@ts-(ignore|expect-error)/.test(line))

it('calls what the API describes, as it describes it: a change of the API that a page does not follow does not compile', () => {
  const sources = import.meta.glob<string>(['./*.ts', '!./*.test.ts', '!./schema.ts'], { query: '?raw', import: 'default', eager: true })
  expect(Object.keys(sources)).toContain('./inquiries.ts')
  expect(castsIn('export const route = client as unknown as { GET: Route }\nconst data = told as any')).toHaveLength(2)
  expect(Object.entries(sources).flatMap(([file, text]) => castsIn(text).map((line) => `${file}: ${line.trim()}`))).toEqual([])
})
