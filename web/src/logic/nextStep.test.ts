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
    ...more,
  }) as Inquiry

it.each([
  ['a draft with gaps', { state: 'draft', missing: [{ field: 'fields.contents', reason: '' }] }, 'finishDraft'],
  ['a whole draft', { state: 'draft' }, 'sendDraft'],
  ['sent, not routed yet', { dueAt: null }, 'onItsWay'],
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
  expect(nextStep(inquiry(more as Partial<Inquiry>))).toBe(step)
})

it('waiting is nobody’s task here', () => {
  expect(isOurs('wait')).toBe(false)
  expect(isOurs('answer')).toBe(true)
})
