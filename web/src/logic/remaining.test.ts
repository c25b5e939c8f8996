import { describe, expect, it } from 'vitest'
import { standingOf, urgencyOf, usedShare } from './remaining'

describe('urgencyOf', () => {
  it.each([
    ['no clock', { remainingMinutes: null, targetMinutes: 720 }, 'none'],
    ['just started', { remainingMinutes: 720, targetMinutes: 720 }, 'ample'],
    ['a quarter left', { remainingMinutes: 180, targetMinutes: 720 }, 'soon'],
    ['the API says soon', { remainingMinutes: 700, targetMinutes: 720, dueSoon: true }, 'soon'],
    ['the last minute', { remainingMinutes: 0, targetMinutes: 720 }, 'soon'],
    ['a minute over', { remainingMinutes: -1, targetMinutes: 720 }, 'over'],
    ['the API says overdue', { remainingMinutes: 5, targetMinutes: 720, overdue: true }, 'over'],
  ] as const)('%s', (_name, deadline, urgency) => {
    expect(urgencyOf(deadline)).toBe(urgency)
  })
})

describe('standingOf', () => {
  const dueAt = '2026-11-28T22:01:00Z'
  it.each([
    ['a draft', { state: 'draft' }, 'none'],
    ['on its way', { state: 'sent', dueAt: null, remainingMinutes: null }, 'none'],
    ['time is left', { state: 'opened', dueAt, remainingMinutes: 0 }, 'runs'],
    ['overdue while it is held', { state: 'opened', dueAt, remainingMinutes: null, overdue: true }, 'runs'],
    ['held', { state: 'opened', dueAt, remainingMinutes: null }, 'stands'],
    ['sent back', { state: 'returned', dueAt, remainingMinutes: null, lastReply: { class: 'N' } }, 'returned'],
    ['sent back late', { state: 'returned', dueAt, remainingMinutes: null, overdue: true, lastReply: { class: 'N' } }, 'returned'],
    ['answered late', { state: 'replied', dueAt, remainingMinutes: null, overdue: true, lastReply: { class: 'C' } }, 'answered'],
    ['closed with an answer', { state: 'closed', dueAt, remainingMinutes: null, lastReply: { class: 'I' } }, 'answered'],
    ['closed without one', { state: 'closed', dueAt, remainingMinutes: null, overdue: true, lastReply: null }, 'closed'],
    ['closed, never supplemented', { state: 'closed', dueAt, remainingMinutes: null, lastReply: { class: 'N' } }, 'closed'],
  ] as const)('%s', (_name, stand, standing) => {
    expect(standingOf(stand)).toBe(standing)
  })
})

describe('usedShare', () => {
  it('is 0 at the start, 1 when overdue and never outside', () => {
    expect(usedShare({ remainingMinutes: 720, targetMinutes: 720 })).toBe(0)
    expect(usedShare({ remainingMinutes: 360, targetMinutes: 720 })).toBe(0.5)
    expect(usedShare({ remainingMinutes: -500, targetMinutes: 720 })).toBe(1)
    expect(usedShare({ remainingMinutes: 900, targetMinutes: 720 })).toBe(0)
  })
  it('is 0 without a target', () => expect(usedShare({ remainingMinutes: 5 })).toBe(0))
})
