import { describe, expect, it } from 'vitest'
import type { Sendable } from '../api/outbox'
import { typedIn } from './typedIn'

const held = (action: Sendable, drafts: string[] = []) => Object.fromEntries(typedIn({ action, inquiry: 'I1', drafts }))

describe('what was typed into a step that another window sends', () => {
  it('is the answer with its fields, its words and their language', () =>
    expect(held({ do: 'reply', code: 'DLV', fields: { place: 'Bonn' }, text: 'Au voisin', language: 'fr', version: 3 })).toEqual({
      'reply.I1': { code: 'DLV', values: { place: 'Bonn' }, text: 'Au voisin', language: 'fr' },
    }))

  it('is what was missing, and why something could not be given', () => {
    expect(held({ do: 'supplement', fields: { weight: 120 }, version: 3 })).toEqual({ 'supplement.I1': { weight: 120 } })
    expect(held({ do: 'supplement', fields: {}, text: 'The sender has no receipt', language: 'en' })).toEqual({
      'supplement.I1': {},
      'supplement.I1.words': { text: 'The sender has no receipt', language: 'en' },
    })
  })

  it('is what the next level needs besides', () => {
    expect(held({ do: 'escalate', version: 3 })).toEqual({ 'escalate.I1': { values: {}, reason: '', text: '' } })
    expect(held({ do: 'escalate', fields: { proof: ['D1'] }, text: 'Please', language: 'en' })).toEqual({
      'escalate.I1': { values: { proof: ['D1'] }, reason: '', text: 'Please', language: 'en' },
    })
  })

  it('is why an answer was not accepted', () =>
    expect(held({ do: 'reject', reason: 'NOT_RECEIVED', text: 'They asked everybody', language: 'en' })).toEqual({
      'reject.I1': { values: {}, reason: 'NOT_RECEIVED', text: 'They asked everybody', language: 'en' },
    }))

  it('is a note, and a question, by the name of their draft', () => {
    expect(held({ do: 'note', text: 'Called' }, ['note.I1'])).toEqual({ 'note.I1': 'Called' })
    expect(
      held({ do: 'raise', itemId: 'CC473124829GB', workflow: 'WII', centre: 'GBA-DON', fields: { a: 1 }, send: true }, ['ask.X']),
    ).toMatchObject({ 'ask.X': { workflow: 'WII', fields: { a: 1 }, urgent: false } })
  })

  it('is nothing where nothing is typed', () => expect(held({ do: 'assign', agent: 'me' })).toEqual({}))
})
