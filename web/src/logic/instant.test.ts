import { describe, expect, it } from 'vitest'
import {
  formatDate,
  formatDay,
  formatInstant,
  formatLastDay,
  formatMonth,
  formatWallClock,
  isWallClock,
  otherClock,
  wallDate,
  zoneCity,
} from './instant'

const TODAY = new Date('2026-11-27T12:00:00Z')

describe('instants', () => {
  it('are shown in the zone that is named', () => {
    expect(formatInstant('2026-11-23T09:30:00Z', 'Europe/Brussels', 'en-GB', TODAY)).toMatch(/Mon,? 23 Nov,? 10:30/)
    expect(formatInstant('2026-11-23T16:30:00Z', 'Asia/Tokyo', 'en-GB', TODAY)).toMatch(/Tue,? 24 Nov,? 01:30/)
  })
  it('keep a wall clock as it was told', () => {
    expect(formatWallClock('2026-11-20T14:05:00+09:00', 'en-GB', TODAY)).toMatch(/Fri,? 20 Nov,? 14:05/)
    expect(wallDate('2026-11-20T00:05:00+09:00')).toBe('2026-11-20')
  })
})

it('the year stands where it is another than that of today, there', () => {
  expect(formatDay('2025-11-20T10:00:00Z', 'UTC', 'en-GB', TODAY)).toMatch(/Thu,? 20 Nov 2025/)
  expect(formatInstant('2027-01-04T09:30:00Z', 'UTC', 'de-DE', TODAY)).toMatch(/4\. Jan\.? 2027/)
  expect(formatDay('2026-12-31T23:30:00Z', 'UTC', 'en-GB', TODAY)).not.toMatch(/2026/)
  expect(formatDay('2026-12-31T23:30:00Z', 'Europe/Berlin', 'en-GB', TODAY)).toMatch(/1 Jan 2027/)
  expect(formatLastDay('2026-12-27T10:00:00Z', 'UTC', 'en-GB')).toMatch(/Sun,? 27 Dec 2026/)
})

it('dates and months have no zone', () => {
  expect(formatDate('2026-01-01', 'en-GB')).toBe('1 Jan 2026')
  expect(formatMonth('2026-10', 'en-GB')).toBe('October 2026')
})

it('a zone is named by its city', () => expect(zoneCity('America/New_York')).toBe('New York'))

it('a wall clock is named where it reads otherwise than the reader’s', () => {
  const told = '2026-11-23T20:43:00+01:00'
  expect(otherClock(told, 'Europe/London')).toBe('UTC+1')
  expect(otherClock(told, 'Europe/Berlin')).toBe('')
  expect(otherClock('2026-07-23T20:43:00+01:00', 'Europe/London')).toBe('') // summer time
  expect(otherClock('2026-11-23T20:43:00-03:30', 'Europe/London')).toBe('UTC−3:30')
  expect(otherClock('2026-11-23T20:43:00Z', 'Europe/Berlin')).toBe('')
})

it('a bare instant is no wall clock', () => {
  expect(isWallClock('2026-11-20T14:05:00+09:00')).toBe(true)
  expect(isWallClock('2026-11-20T14:05:00Z')).toBe(false)
  expect(isWallClock('')).toBe(false)
})
