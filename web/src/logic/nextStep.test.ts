import { expect, it } from 'vitest'
import type { Inquiry } from '../api/types'
import { isOurs, nextStep } from './nextStep'

const inquiry = (more: Partial<Inquiry>): Inquiry =>
  ({
    state: 'sent',
    folder: 'waiting',
    actions: [],
    missing: [],
    overdue: false,
    dueAt: '2026-11-23T10:00:00Z',
    lastReply: null,
    replier: { operator: 'DEA', centre: 'DEA-BON' },
    replies: [],
    leadsTo: [],
    clock: null,
    proposal: null,
    ...more,
  }) as Inquiry

it.each([
  ['a draft with gaps', { state: 'draft', missing: [{ field: 'fields.contents', reason: '' }] }, 'finishDraft'],
  ['a whole draft', { state: 'draft' }, 'sendDraft'],
  ['sent, not routed yet', { dueAt: null, replier: { operator: 'DEA', centre: '' } }, 'onItsWay'],
  ['information that needs no answer', { dueAt: null }, 'toBeRead'],
  ['customs holds it, for the asker', { clock: { holds: [{ cause: 'customs', from: '' }] } }, 'waitHeld'],
  ['customs holds it, for us to answer', { actions: ['reply'], clock: { holds: [{ cause: 'customs', from: '' }] } }, 'answerHeld'],
  ['tracking answers it', { actions: ['reply'], replies: ['DLV'], proposal: { code: 'DLV', class: 'C', complete: true } }, 'confirm'],
  [
    'tracking knows how far it is',
    { actions: ['reply'], replies: ['TRN'], proposal: { code: 'TRN', class: 'I', complete: true } },
    'answer',
  ],
  [
    'tracking answers it in part',
    { actions: ['reply'], replies: ['DLV'], proposal: { code: 'DLV', class: 'C', complete: false } },
    'answer',
  ],
  [
    'tracking says what this level cannot',
    { actions: ['reply'], replies: ['INC'], proposal: { code: 'DLV', class: 'C', complete: true } },
    'answer',
  ],
  ['the partner is late and there is a level above', { overdue: true, actions: ['escalate'] }, 'escalateOverdue'],
  [
    'an inconclusive reply with a level above',
    { state: 'replied', actions: ['escalate', 'close'], lastReply: { code: 'TRN', class: 'I' } },
    'escalateOrWait',
  ],
  [
    'a reply that opens a claim',
    { state: 'replied', actions: ['reject', 'close'], leadsTo: ['LIA'], lastReply: { code: 'LST', class: 'C' } },
    'readAndGoOn',
  ],
  ['merged', { state: 'closed', mergedInto: 'X' }, 'merged'],
  ['sent, at the partner’s', {}, 'wait'],
  ['the partner is late', { overdue: true }, 'waitOverdue'],
  ['for us to answer', { state: 'opened', actions: ['reply'] }, 'answer'],
  ['for us to answer, late', { state: 'opened', actions: ['reply'], overdue: true }, 'answerOverdue'],
  ['returned to us', { state: 'returned', actions: ['supplement', 'close'] }, 'supplement'],
  ['returned by us', { state: 'returned' }, 'waitForSupplement'],
  ['a conclusive reply', { state: 'replied', actions: ['read', 'close'], lastReply: { code: 'DLV', class: 'C' } }, 'readAndClose'],
  ['an inconclusive reply', { state: 'replied', actions: ['close'], lastReply: { code: 'TRN', class: 'I' } }, 'closeOrWait'],
  ['nobody can take it', { folder: 'unroutable', actions: ['close'] }, 'unroutable'],
  ['answered by us', { state: 'replied', side: 'replier', lastReply: { code: 'DLV', class: 'C' } }, 'answered'],
  ['closed', { state: 'closed' }, 'nothing'],
] as const)('%s: %s', (_name, more, step) => {
  expect(nextStep(inquiry(more as unknown as Partial<Inquiry>))).toBe(step)
})

it('waiting is nobody’s task here', () => {
  expect(isOurs('wait')).toBe(false)
  expect(isOurs('answer')).toBe(true)
})
