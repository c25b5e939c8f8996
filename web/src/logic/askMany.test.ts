import { describe, expect, it } from 'vitest'
import type { Field, Item, Release, Workflow } from '../api/types'
import { lineOf, outcomeOf, worthAsking } from './askMany'

const field = (code: string, more: object = {}) => ({ code, type: 'text', labels: {}, mandatory: true, personal: false, ...more }) as Field
const workflow = {
  code: 'WII',
  levels: [{ level: 1, labels: {}, replies: ['DLV', 'TRN'] }],
  proposals: [
    { event: 'EMI', reply: 'DLV' },
    { event: 'EMD', reply: 'TRN' },
  ],
  sections: [
    {
      code: 's',
      labels: {},
      fields: [
        field('customerIs'),
        field('lastEventCode', { prefill: 'event.code' }),
        field('proof', { type: 'attachments', mandatory: false }),
      ],
    },
  ],
} as unknown as Workflow
const release = {
  workflows: [workflow],
  replyCodes: [
    { code: 'DLV', class: 'C', labels: {}, fields: [] },
    { code: 'TRN', class: 'I', labels: {}, fields: [] },
  ],
  eventCodes: [{ code: 'EMI', terminal: true }, { code: 'EMD' }],
  roles: {},
} as unknown as Release
const item = (code: string, more: object = {}) =>
  ({
    itemId: 'CC1',
    events: [{ code, time: '2026-11-20T10:00:00Z', localTime: '', office: 'DEFRAA' }],
    openInquiries: [],
    ...more,
  }) as unknown as Item
const of = (one: Item | undefined, common = {}) => lineOf('CC1', one, workflow, common, release, 'en')

describe('one item of many', () => {
  it('is asked what was filled in for all', () =>
    expect(of(item('EMD'), { customerIs: 'sender' }).fields).toMatchObject({ customerIs: 'sender' }))
  it('names what it still needs', () => expect(of(undefined).missing).toEqual(['customerIs', 'lastEventCode']))
  it('needs nothing once all is there', () => expect(of(undefined, { customerIs: 'sender', lastEventCode: 'EMD' }).missing).toEqual([]))
  it('says what tracking answers', () => {
    expect(of(item('EMI')).told).toEqual({ code: 'DLV', conclusive: true })
    expect(of(item('EMD')).told).toEqual({ code: 'TRN', conclusive: false })
    expect(of(undefined).told).toBeUndefined()
  })
  it('is worth asking unless tracking answers it or somebody asks', () => {
    expect(worthAsking(of(item('EMD')))).toBe(true)
    expect(worthAsking(of(item('EMI')))).toBe(false)
    expect(worthAsking(of(item('EMD', { openInquiries: [{ id: 'A', workflow: 'WII' }] })))).toBe(false)
    expect(worthAsking(of(item('EMD', { openInquiries: [{ id: 'A', workflow: 'DMG' }] })))).toBe(true)
  })
})

describe('what became of it', () => {
  it('is sent, or a draft', () => {
    expect(outcomeOf({ id: 'A', state: 'sent' })).toEqual({ state: 'sent', id: 'A' })
    expect(outcomeOf({ id: 'A', state: 'draft' })).toEqual({ state: 'draft', id: 'A' })
  })
  it('leads to the question that is open already', () =>
    expect(outcomeOf({ problem: { slug: 'inquiry-duplicate', detail: '', inquiryId: 'B', errors: [] } })).toEqual({
      state: 'duplicate',
      id: 'B',
    }))
  it('names the fields that were refused', () =>
    expect(
      outcomeOf({
        problem: {
          slug: 'inquiry-incomplete',
          detail: 'x',
          errors: [{ field: 'fields.senderName' }, { field: 'items[0].fields.contents' }],
        },
      }),
    ).toEqual({
      state: 'refused',
      slug: 'inquiry-incomplete',
      detail: 'x',
      fields: ['senderName', 'contents'],
    }))
})
