import { describe, expect, it } from 'vitest'
import { Problem, problemOf, unreachable } from '../api/problem'
import { en } from '../i18n/en'
import { problems } from '../i18n/problems'
import { type Known, mayRetry, wordsFor as of } from './problemWords'

const wordsFor = (error: unknown) => of(error, ((slug) => slug in en.problem || slug in problems.problem) as Known)

describe('problemOf', () => {
  it('reads problem+json with its extension members', () => {
    const problem = problemOf(
      {
        type: 'https://whereabouts.post/problems/inquiry-duplicate',
        status: 409,
        detail: 'Already asked.',
        inquiryId: 'X',
        requestId: 'r',
      },
      409,
    )
    expect(problem).toMatchObject({
      slug: 'inquiry-duplicate',
      status: 409,
      message: 'Already asked.',
      requestId: 'r',
      extra: { inquiryId: 'X' },
    })
  })
  it('reads the fields to blame', () => {
    expect(problemOf({ type: 'x/request-invalid', errors: [{ field: 'fields.a', reason: 'is missing' }, 'noise'] }, 422).fields).toEqual([
      { field: 'fields.a', reason: 'is missing' },
    ])
  })
  it.each([[undefined], ['<html>'], [{ message: 'Unauthorized' }]])('makes do with %j', (body) => {
    expect(problemOf(body, 502).slug).toBe('unexpected')
    expect(problemOf(body, 401).slug).toBe('unauthenticated')
  })
})

describe('wordsFor', () => {
  it('prefers our own sentence', () => expect(wordsFor(new Problem('item-unknown', 404, 'No.')).own).toBe('item-unknown'))
  it('shows the API’s sentence for the rest', () =>
    expect(wordsFor(new Problem('brand-new', 422, 'Too short.'))).toMatchObject({ own: undefined, detail: 'Too short.' }))
  it('tells who is signed in and in no directory from whose session has ended', () => {
    expect(wordsFor(new Problem('agent-unknown', 401, 'No.')).own).toBe('not-in-directory')
    expect(wordsFor(new Problem('agent-unknown', 422, 'No.')).own).toBe('agent-unknown')
    expect(wordsFor(new Problem('agent-inactive', 401, 'No.')).own).toBe('agent-inactive')
    expect(wordsFor(new Problem('invitation-expired', 401, 'No.')).own).toBe('invitation-expired')
    expect(wordsFor(new Problem('address-unverified', 401, 'No.')).own).toBe('address-unverified')
    expect(wordsFor(new Problem('token-expired', 401, 'No.')).own).toBe('unauthenticated')
  })
  it('never shows nothing', () => {
    expect(wordsFor(new Problem('odd', 418, '')).own).toBe('unexpected')
    expect(wordsFor('thrown').own).toBe('unexpected')
    expect(wordsFor(unreachable()).own).toBe('unreachable')
  })
  it('quotes the request only when it is our fault', () => {
    expect(wordsFor(new Problem('internal', 500, 'x', [], 'r1')).requestId).toBe('r1')
    expect(wordsFor(new Problem('item-id-invalid', 422, 'x', [], 'r1')).requestId).toBe('')
  })
})

it('only what the caller did not cause is tried again', () => {
  expect(mayRetry(unreachable())).toBe(true)
  expect(mayRetry(new Problem('internal', 500, ''))).toBe(true)
  expect(mayRetry(new Problem('item-unknown', 404, ''))).toBe(false)
})
