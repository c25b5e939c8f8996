import { describe, expect, it } from 'vitest'
import { urgencyOf, usedShare } from './remaining'

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

describe('usedShare', () => {
  it('is 0 at the start, 1 when overdue and never outside', () => {
    expect(usedShare({ remainingMinutes: 720, targetMinutes: 720 })).toBe(0)
    expect(usedShare({ remainingMinutes: 360, targetMinutes: 720 })).toBe(0.5)
    expect(usedShare({ remainingMinutes: -500, targetMinutes: 720 })).toBe(1)
    expect(usedShare({ remainingMinutes: 900, targetMinutes: 720 })).toBe(0)
  })
  it('is 0 without a target', () => expect(usedShare({ remainingMinutes: 5 })).toBe(0))
})
