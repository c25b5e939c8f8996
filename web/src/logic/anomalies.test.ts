import { expect, it } from 'vitest'
import { byClockOf, formatHours, isGrave } from './anomalies'

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

it('when a scan was told is shown by the clock of the scan', () => {
  expect(byClockOf('2026-11-22T04:00:00-05:00', '2026-11-22T12:00:00.5Z')).toBe('2026-11-22T07:00:00-05:00')
  expect(byClockOf('2026-11-22T04:00:00+09:30', '2026-11-22T12:00:00Z')).toBe('2026-11-22T21:30:00+09:30')
  expect(byClockOf('2026-11-22T04:00:00Z', '2026-11-22T12:00:00Z')).toBe('2026-11-22T12:00:00Z')
})
