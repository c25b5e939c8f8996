import { expect, it } from 'vitest'
import { instantAt } from './wallTime'

it.each([
  ['2026-12-01', '08:30', 'Europe/London', '2026-12-01T08:30:00Z'],
  ['2026-07-01', '08:30', 'Europe/Berlin', '2026-07-01T06:30:00Z'],
  ['2026-12-01', '00:00', 'Asia/Tokyo', '2026-11-30T15:00:00Z'],
  ['2026-12-01', '08:00', 'Asia/Kathmandu', '2026-12-01T02:15:00Z'],
])('%s %s in %s', (date, time, zone, instant) => expect(instantAt(date, time, zone)).toBe(instant))

it.each([
  ['', '08:00'],
  ['2026-12-01', '8'],
  ['2026-12-01', '24:00'],
  ['2026-13-45', '08:00'],
])('%j %j is none', (date, time) => expect(instantAt(date, time, 'UTC')).toBeUndefined())
