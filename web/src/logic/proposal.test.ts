import { expect, it } from 'vitest'
import type { Release, TrackingEvent, Workflow } from '../api/types'
import { offerOf } from './proposal'

const workflow = {
  code: 'WII',
  levels: [{ level: 1, labels: {}, replies: ['DLV', 'RTN', 'ATT', 'CUS'] }],
  proposals: [
    { event: 'EMI', reply: 'DLV', fields: { evidence: 'emiEvent' } },
    { event: 'EMH', when: { action: ['RTS'] }, reply: 'RTN' },
    { event: 'EMH', reply: 'ATT' },
    { event: 'EME', when: { retention: ['*'] }, reply: 'CUS' },
    { event: 'EDG', reply: 'OFD' },
  ],
} as unknown as Workflow
const field = (code: string, prefill?: string) => ({ code, type: 'text', mandatory: true, labels: {}, personal: false, prefill })
const release = {
  replyCodes: [
    {
      code: 'DLV',
      class: 'C',
      labels: {},
      fields: [field('date', 'event.date'), field('receivedBy', 'event.signatory'), field('evidence')],
    },
    { code: 'RTN', class: 'C', labels: {}, fields: [] },
    { code: 'ATT', class: 'I', labels: {}, fields: [] },
    { code: 'CUS', class: 'I', labels: {}, fields: [] },
  ],
  eventCodes: [{ code: 'EMI', terminal: true }],
} as unknown as Release
const event = (code: string, more: object = {}) => ({ code, time: '2026-11-20T13:00:00Z', ...more }) as TrackingEvent
const offer = (...events: TrackingEvent[]) => offerOf(workflow, 1, events, release)

it('a delivery with its signatory is a whole answer', () => {
  expect(offer(event('EMD'), event('EMI', { signatory: 'B. Example' }))).toMatchObject({
    code: 'DLV',
    complete: true,
    fields: { date: '2026-11-20', receivedBy: 'B. Example', evidence: 'emiEvent' },
  })
})
it('without a signatory somebody has to complete it', () => expect(offer(event('EMI'))?.complete).toBe(false))
it('after a delivery nothing overtakes it', () => expect(offer(event('EMI'), event('EMD'))?.code).toBe('DLV'))
it('other news is overtaken by later news', () => expect(offer(event('EMH'), event('EMD'))).toBeUndefined())
it('what was done decides between two replies', () => {
  expect(offer(event('EMH', { action: 'RTS' }))?.code).toBe('RTN')
  expect(offer(event('EMH', { action: 'HLD' }))?.code).toBe('ATT')
})
it('customs counts with a retention code only', () => {
  expect(offer(event('EME'))).toBeUndefined()
  expect(offer(event('EME', { retention: 'DOC' }))?.code).toBe('CUS')
})
it('what the level does not allow is not offered', () => expect(offer(event('EDG'))).toBeUndefined())
