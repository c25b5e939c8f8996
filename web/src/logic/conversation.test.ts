import { describe, expect, it } from 'vitest'
import type { Happening } from '../api/types'
import { changesOf, conversationOf, noteKey, partnerOf } from './conversation'

const at = (seq: number) => `2026-11-2${seq}T10:00:00Z`
const history = (...kinds: string[]) => kinds.map((kind, seq) => ({ seq, kind, at: at(seq), actor: { kind: 'agent' } }) as Happening)

it('stamps a question with its delivery and its opening', () => {
  const [question] = conversationOf(history('drafted', 'edited', 'sent', 'routed', 'opened'))
  expect(question).toMatchObject({
    type: 'message',
    speaker: 'requester',
    stamps: [
      { kind: 'delivered', at: at(3) },
      { kind: 'opened', at: at(4) },
    ],
  })
})

it('keeps the order of turns and notes', () => {
  const turns = conversationOf(
    history('sent', 'routed', 'dueSoon', 'opened', 'returned', 'supplemented', 'opened', 'replied', 'read', 'closed'),
  )
  expect(turns.map((turn) => turn.happening.kind)).toEqual(['sent', 'dueSoon', 'returned', 'supplemented', 'replied', 'closed'])
  expect(turns.at(-2)).toMatchObject({ speaker: 'replier', stamps: [{ kind: 'read' }] })
})

it('a second opening by a colleague is no second stamp', () => {
  const [question] = conversationOf(history('sent', 'opened', 'opened'))
  expect(question).toMatchObject({ stamps: [{ kind: 'opened', at: at(1) }] })
})

it('changes are read from the conflict', () => {
  expect(changesOf({})).toEqual([])
  expect(changesOf({ changes: history('replied') })).toHaveLength(1)
})

it('the partner is the side that is not the reader’s', () => {
  const sides = { requester: { operator: 'GBA', centre: '' }, replier: { operator: 'DEA', centre: '' } }
  expect(partnerOf({ ...sides, side: 'requester' })).toMatchObject({ operator: 'DEA' })
  expect(partnerOf({ ...sides, side: 'replier' })).toMatchObject({ operator: 'GBA' })
})

describe('what both posts do besides talking', () => {
  const one = (kind: string, more: Partial<Happening> = {}) => ({ ...history(kind)[0], ...more }) as Happening
  it('an escalation is said by the asker and gets receipts of its own', () => {
    const turns = conversationOf(history('sent', 'opened', 'replied', 'escalated', 'opened'))
    expect(turns.map((turn) => turn.happening.kind)).toEqual(['sent', 'replied', 'escalated'])
    expect(turns[2]).toMatchObject({ speaker: 'requester', stamps: [{ kind: 'opened' }] })
  })
  it('what goes straight to the call centre is delivered as it is said', () => {
    const dueAt = '2026-11-30T10:00:00Z'
    const turns = conversationOf([...history('sent'), one('supplemented', { dueAt }), one('escalated', { dueAt }), one('rejected')])
    expect(turns.map((turn) => turn.type === 'message' && turn.stamps.map((stamp) => stamp.kind))).toEqual([
      [],
      ['delivered'],
      ['delivered'],
      [],
    ])
  })
  it('an answer that was rejected is marked', () => {
    const turns = conversationOf(history('sent', 'replied', 'read', 'rejected'))
    expect(turns.map((turn) => turn.type === 'message' && turn.rejected)).toEqual([false, true, false])
  })
  it('documents of the draft are part of the question', () => {
    expect(conversationOf(history('drafted', 'attached', 'sent', 'attached')).map((turn) => turn.type)).toEqual(['message', 'note'])
  })
  it('notes and further customers stay with the own post', () => {
    expect(conversationOf(history('sent', 'noted', 'joined')).map((turn) => turn.type)).toEqual(['message', 'private', 'private'])
  })
  it('an end that nobody said is a note', () => {
    const system = one('closed', { actor: { kind: 'system' } as Happening['actor'] })
    const turns = conversationOf([one('sent'), system, one('closed', { merged: 'X' })])
    expect(turns.map((turn) => turn.type)).toEqual(['message', 'note', 'note'])
  })
  it('an end that a system of the post says is its message', () => {
    expect(conversationOf([one('closed', { actor: { kind: 'machine' } as Happening['actor'] })]).map((turn) => turn.type)).toEqual([
      'message',
    ])
  })
  it.each([
    [one('trackingUpdated'), 'trackingUpdated'],
    [one('trackingUpdated', { customs: 'held' }), 'customsHeld'],
    [one('trackingUpdated', { customs: 'released' }), 'customsReleased'],
    [one('trackingUpdated', { proposed: 'DLV' }), 'trackingProposes'],
    [one('assigned', { assignee: { subject: 's', name: 'Ana' } }), 'assigned'],
    [one('assigned', { assignee: { subject: '', name: '' } }), 'released'],
    [one('dueSoon', { stage: 2 }), 'dueVerySoon'],
    [one('closed', { merged: 'X' }), 'closedInto'],
    [one('closed'), 'closedBySystem'],
    [{ kind: 'reminded', reason: 'claim' } as Happening, 'reminded_claim'],
  ])('each has its sentence', (happening, key) => expect(noteKey(happening)).toBe(key))
})
