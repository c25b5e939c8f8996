import { expect, it } from 'vitest'
import { retryAfter } from './liveRetry'

it('the live line is tried again ever more seldom, at most every five minutes', () => {
  expect([0, 1, 2, 30].map((failures) => retryAfter(failures, 1))).toEqual([1_000, 2_000, 4_000, 300_000])
})
it('not everybody comes back at once', () => {
  expect(retryAfter(3, 0)).toBe(4_000)
  expect(retryAfter(3, 1)).toBe(8_000)
})
