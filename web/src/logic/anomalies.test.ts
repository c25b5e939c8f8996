import { expect, it } from 'vitest'
import { formatHours, isGrave } from './anomalies'

it('what an agent must know comes before what is untidy', () => {
  expect((['missent', 'gap', 'duplicate', 'late-transmission', 'out-of-order'] as const).map(isGrave)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

it('long times are told in days', () => {
  expect(formatHours(5, 'en')).toBe('5 h')
  expect(formatHours(71, 'en')).toBe('71 h')
  expect(formatHours(72, 'en')).toBe('3 days')
  expect(formatHours(290, 'de')).toBe('12 Tage')
})
