import { describe, expect, it } from 'vitest'
import { ceiling, expiresSoon, limitOf, needsCentre, used } from './machineKeys'

describe('keys of systems', () => {
  const at = Date.parse('2026-11-26T10:00:00Z')
  it.each([
    ['active', '2026-12-10T09:59:00Z', true],
    ['active', '2026-12-10T10:00:00Z', false],
    ['revoked', '2026-11-27T10:00:00Z', false],
    ['expired', '2026-11-20T10:00:00Z', false],
  ])('%s until %s expires soon: %s', (state, expiresAt, soon) => expect(expiresSoon({ state, expiresAt }, at)).toBe(soon))

  it('an axis ends at a round figure', () =>
    expect([0, 9, 11, 310, 12_480, 500_000].map(ceiling)).toEqual([10, 10, 20, 500, 20_000, 500_000]))

  it('use of a limit never passes it', () => expect([used(0, 10), used(5, 10), used(12, 10), used(1, 0)]).toEqual([0, 50, 100, 0]))

  it('act for a call centre only when they ask or answer', () =>
    expect([['read'], ['track', 'raise'], ['reply'], []].map(needsCentre)).toEqual([false, true, true, false]))

  it('have limits as people type them', () =>
    expect(['', ' ', '300', '50 000', '50.000', '1’000', 'many'].map(limitOf)).toEqual([
      undefined,
      undefined,
      300,
      50_000,
      50_000,
      1000,
      Number.NaN,
    ]))
})
