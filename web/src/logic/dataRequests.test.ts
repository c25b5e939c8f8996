import { describe, expect, it } from 'vitest'
import { countsWords, isExpired, isReference, open } from './dataRequests'

describe('a reference', () => {
  it.each([
    ['DSR-2026-014', true],
    [' 4711 ', true],
    ['Überprüfung 7', true],
    ['Smith', false],
    ['smith1@example.com', false],
    ['', false],
    ['7'.repeat(41), false],
  ])('%s', (text, right) => expect(isReference(text)).toBe(right))
})

describe('counts', () => {
  it.each([
    [0, 0, 'counts'],
    [1, 0, 'countsWaiting'],
    [0, 1, 'countsFailed'],
    [2, 1, 'countsBoth'],
  ])('%i waiting and %i failed', (waiting, failed, words) => expect(countsWords({ all: 5, done: 1, waiting, failed })).toBe(words))
})

it('an export is gone when there was a file and there is none now', () => {
  expect(isExpired({ fileUntil: null, fetchable: false })).toBe(false)
  expect(isExpired({ fileUntil: '2026-11-23T09:00:00Z', fetchable: true })).toBe(false)
  expect(isExpired({ fileUntil: '2026-11-23T09:00:00Z', fetchable: false })).toBe(true)
})

it('an erasure waits for whatever is not closed', () => {
  expect(open([{ state: 'closed' }, { state: 'draft' }, { state: 'replied' }])).toBe(2)
})
