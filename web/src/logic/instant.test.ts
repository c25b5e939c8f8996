import { describe, expect, it } from 'vitest'
import { formatDate, formatInstant, formatMonth, formatWallClock, isWallClock, wallDate, zoneCity } from './instant'

describe('instants', () => {
  it('are shown in the zone that is named', () => {
    expect(formatInstant('2026-11-23T09:30:00Z', 'Europe/Brussels', 'en-GB')).toMatch(/Mon,? 23 Nov,? 10:30/)
    expect(formatInstant('2026-11-23T16:30:00Z', 'Asia/Tokyo', 'en-GB')).toMatch(/Tue,? 24 Nov,? 01:30/)
  })
  it('keep a wall clock as it was told', () => {
    expect(formatWallClock('2026-11-20T14:05:00+09:00', 'en-GB')).toMatch(/Fri,? 20 Nov,? 14:05/)
    expect(wallDate('2026-11-20T00:05:00+09:00')).toBe('2026-11-20')
  })
})

it('dates and months have no zone', () => {
  expect(formatDate('2026-01-01', 'en-GB')).toBe('1 Jan 2026')
  expect(formatMonth('2026-10', 'en-GB')).toBe('October 2026')
})

it('a zone is named by its city', () => expect(zoneCity('America/New_York')).toBe('New York'))

it('a bare instant is no wall clock', () => {
  expect(isWallClock('2026-11-20T14:05:00+09:00')).toBe(true)
  expect(isWallClock('2026-11-20T14:05:00Z')).toBe(false)
  expect(isWallClock('')).toBe(false)
})
