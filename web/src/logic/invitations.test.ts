import { describe, expect, it } from 'vitest'
import type { Invitation } from '../api/invitations'
import { endOf, inOrder, stepsOf } from './invitations'

const one = (state: Invitation['state'], more: Partial<Invitation> = {}) =>
  ({ id: state, state, letters: 1, endsAt: '2026-12-11T09:00:00Z', takenUpAt: null, withdrawnAt: null, ...more }) as Invitation

describe('invitations', () => {
  it('begin with those that wait, and keep their order', () => {
    const all = [one('withdrawn'), one('waiting', { id: 'a' }), one('takenUp'), one('expired'), one('waiting', { id: 'b' })]
    expect(inOrder(all).map(({ id }) => id)).toEqual(['a', 'b', 'expired', 'takenUp', 'withdrawn'])
    expect(all[0]?.id).toBe('withdrawn')
  })
  it('end when they are taken up or withdrawn, else by themselves', () => {
    expect(endOf(one('waiting'))).toBe('2026-12-11T09:00:00Z')
    expect(endOf(one('takenUp', { takenUpAt: '2026-11-28T09:00:00Z' }))).toBe('2026-11-28T09:00:00Z')
    expect(endOf(one('withdrawn', { withdrawnAt: '2026-11-29T09:00:00Z' }))).toBe('2026-11-29T09:00:00Z')
  })
  it('are sent again while they wait or have expired, up to so many letters', () => {
    expect(stepsOf(one('waiting'), 5)).toEqual(['send', 'change', 'withdraw'])
    expect(stepsOf(one('waiting', { letters: 5 }), 5)).toEqual(['change', 'withdraw'])
    expect(stepsOf(one('expired'), 5)).toEqual(['send'])
    expect(stepsOf(one('expired', { letters: 5 }), 5)).toEqual([])
    expect([...stepsOf(one('withdrawn'), 5), ...stepsOf(one('takenUp'), 5)]).toEqual([])
  })
})
