import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { byTag, curlOf, exampleText, matches, mediaOf, operationsOf, responseOf, rowsOf, type Spec, typeOf } from './openapi'

const spec = JSON.parse(readFileSync(new URL('../../../docs/api/openapi.json', import.meta.url), 'utf8')) as Spec
const all = operationsOf(spec)
const operation = (id: string) => {
  const found = all.find((one) => one.operationId === id)
  if (!found) throw new Error(`no operation ${id}`)
  return found
}

describe('the reference', () => {
  it('shows every operation once, inquiries first', () => {
    const groups = byTag(spec)
    expect(groups[0]?.name).toBe('Inquiries')
    expect(groups.flatMap((group) => group.operations.map((one) => one.operationId)).sort()).toEqual(
      all.map((one) => one.operationId).sort(),
    )
    expect(groups.filter((group) => group.description === '')).toEqual([])
  })

  it('keeps an operation whose tag nobody described', () => {
    const odd: Spec = {
      info: { title: '' },
      tags: [{ name: 'A' }],
      paths: { '/x': { get: { operationId: 'x', tags: ['B'], responses: {} } } },
      components: { schemas: {} },
    }
    expect(byTag(odd).map((group) => group.name)).toEqual(['B'])
  })

  it('finds operations by any of their words', () => {
    expect(all.filter((one) => matches(one, 'post reply')).map((one) => one.operationId)).toContain('reply-to-inquiry')
    expect(all.filter((one) => matches(one, '/v1/keys rotate')).map((one) => one.operationId)).toEqual(['rotate-key'])
    expect(all.filter((one) => matches(one, 'nothing like it'))).toEqual([])
  })

  it('names the members of a body, those of a member after it', () => {
    const rows = rowsOf(spec, mediaOf(operation('raise-inquiry').requestBody?.content)?.schema)
    expect(rows.find((row) => row.name === 'itemId')).toMatchObject({ depth: 0, type: 'string', required: true })
    expect(rows.find((row) => row.name === 'send')?.required).toBe(false)
    const answer = rowsOf(spec, mediaOf(operation('raise-inquiry').responses['201']?.content)?.schema)
    const at = answer.findIndex((row) => row.name === 'requester')
    expect(answer[at + 1]).toMatchObject({ depth: 1 })
  })

  it('says what may be null, and what is a list', () => {
    expect(typeOf(spec, { type: ['string', 'null'], format: 'date-time' })).toBe('date-time or null')
    expect(typeOf(spec, { type: ['array', 'null'], items: { type: 'integer' } })).toBe('list of integer')
    expect(typeOf(spec, { anyOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'null' }] })).toBe('object or null')
  })

  it('ends where a kind holds itself', () => {
    const self: Spec = {
      info: { title: '' },
      paths: {},
      components: { schemas: { A: { type: 'object', properties: { a: { $ref: '#/components/schemas/A' } } } } },
    }
    expect(rowsOf(self, { $ref: '#/components/schemas/A' }, 9)).toHaveLength(1)
  })

  it('follows shared refusals to their sentence and example', () => {
    const refused = responseOf(spec, operation('raise-inquiry').responses['422'] ?? {})
    expect(refused.description).toContain('errors names each field')
    expect(exampleText(mediaOf(refused.content))).toContain('inquiry-incomplete')
  })

  it('asks from a shell with the key, the body and what makes it safe to repeat', () => {
    const asked = curlOf(operation('raise-inquiry'))
    expect(asked).toContain('Bearer $KEY')
    expect(asked).toContain('Idempotency-Key')
    expect(asked).toContain('"externalRef"')
    expect(curlOf(operation('get-health'))).not.toContain('KEY')
    expect(curlOf(operation('revoke-key'))).toContain('-X POST')
    expect(curlOf(operation('list-missing-data'))).toContain('from=…')
  })

  it('quotes what a shell would take for the end of the text', () => {
    const one = { ...operation('note-on-inquiry'), requestBody: { content: { 'application/json': { example: "it's" } } } }
    expect(curlOf(one)).toContain("-d 'it'\\''s'")
  })
})
