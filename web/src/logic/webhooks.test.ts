import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { hostOf, instantOf, kindOf, outcome, pretty } from './webhooks'

describe('webhooks', () => {
  it('shows the host, and the address where it is none', () => {
    expect(hostOf('https://crm.post.example/hook?token=x')).toBe('crm.post.example')
    expect(hostOf('crm')).toBe('crm')
  })
  it('sets a body out to be read, and leaves what is no JSON', () => {
    expect(pretty('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
    expect(pretty('<b>')).toBe('<b>')
  })
  it('knows the kind of a type', () => expect(kindOf('inquiry.trackingUpdated')).toBe('trackingUpdated'))
  it('tells an acceptance from a refusal and from no answer', () => {
    expect(outcome({ status: 204, failure: null })).toBe('accepted')
    expect(outcome({ status: 301, failure: 'redirect' })).toBe('refused')
    expect(outcome({ status: 503, failure: null })).toBe('refused')
    expect(outcome({ status: null, failure: 'timeout' })).toBe('none')
  })
  it('takes a whole instant only', () => {
    expect(instantOf('2026-11-24T')).toBeUndefined()
    expect(instantOf('')).toBeUndefined()
    expect(instantOf('2026-11-24T14:05')).toMatch(/^2026-11-2\dT\d\d:05:00\.000Z$/)
  })
})

// What the system signs (shared/webhook/rules_test.go holds the very same example) verifies with the reference library in another language.
describe('Standard Webhooks', () => {
  const secret = 'whsec_MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTE='
  const body = '{"id":"01Q.4","type":"inquiry.replied","data":{"replyCode":"DLV"}}'
  it('agrees on a signature', () => {
    const at = new Date('2026-11-26T09:12:00Z')
    expect(new Webhook(secret).sign('01Q.4', at, body)).toBe('v1,sU7iJg43/rkEhBV6Wdb8vAx+hTGhbD4pjJoxbgLGyn4=')
  })
})
