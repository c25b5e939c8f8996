import { describe, expect, it } from 'vitest'
import type { Expected, Release } from '../api/types'
import { askAddress, lateValues, questionFor } from './lateAsk'

const release = {
  workflows: [
    { code: 'WII', products: ['EMS', 'REG'] },
    { code: 'DEL', products: ['EMS'] },
  ],
} as unknown as Pick<Release, 'workflows'>

describe('a late item is asked about', () => {
  it.each([
    ['EMS', 'arrival', 'WII'],
    ['EMS', 'departure', 'WII'],
    ['EMS', 'delivery', 'DEL'],
    ['REG', 'delivery', 'WII'],
    ['XXX', 'delivery', undefined],
  ])('%s in %s: %s', (product, stage, question) => expect(questionFor(release, product, stage)).toBe(question))

  it('on a page that has the question chosen', () => {
    expect(askAddress(release, { itemId: 'EE123456799GB', product: 'EMS', stage: 'delivery' })).toBe(
      '/items/EE123456799GB/ask?workflow=DEL',
    )
    expect(askAddress(release, { itemId: 'EE123456799GB', product: '', stage: 'delivery' })).toBe('/items/EE123456799GB/ask')
  })

  it('with the date that was promised, where it is asked for', () => {
    const expected = { promised: '2026-11-24' } as Expected
    expect(lateValues(expected, [{ code: 'promisedDate' }])).toEqual({ promisedDate: '2026-11-24' })
    expect(lateValues(expected, [{ code: 'contents' }])).toEqual({})
    expect(lateValues(null, [{ code: 'promisedDate' }])).toEqual({})
  })
})
