import { describe, expect, it } from 'vitest'
import type { DueTime } from '../api/types'
import { byPresence, exceptionKind, openHours } from './dueTimes'

const due = (present: boolean, level: number) => ({ present, level }) as DueTime

describe('due times', () => {
  it('those of the present come first, what was before stays readable', () => {
    const { present, earlier } = byPresence([due(false, 1), due(true, 2)])
    expect(present.map((one) => one.level)).toEqual([2])
    expect(earlier.map((one) => one.level)).toEqual([1])
  })

  it.each([
    [{ date: '2026-12-25', kind: 'holiday' as const, open: [] }, 'holiday', ''],
    [{ date: '2026-12-25', kind: 'holiday' as const, name: 'Christmas Day', open: [] }, 'named', ''],
    [{ date: '2026-12-24', kind: 'special' as const, open: [] }, 'closed', ''],
    [
      {
        date: '2026-12-24',
        kind: 'special' as const,
        open: [
          ['08:00', '12:00'],
          ['13:00', '15:00'],
        ],
      },
      'special',
      '08:00–12:00, 13:00–15:00',
    ],
  ])('%j is said as %s', (one, kind, hours) => {
    expect(exceptionKind(one)).toBe(kind)
    expect(openHours(one)).toBe(hours)
  })
})
