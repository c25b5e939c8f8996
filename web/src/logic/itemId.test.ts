import { describe, expect, it } from 'vitest'
import { normaliseItemId, spacedItemId } from './itemId'

describe('normaliseItemId', () => {
  it.each([
    ['cc 473 124 829 be', 'CC473124829BE'],
    ['CC-473124829-BE', 'CC473124829BE'],
    [' CC473124829BE\n', 'CC473124829BE'],
    ['cc\u00a0473\u2011124 829be', 'CC473124829BE'],
    ['', ''],
  ])('%j becomes %j', (typed, id) => {
    expect(normaliseItemId(typed)).toBe(id)
  })
})

describe('spacedItemId', () => {
  it('groups a whole identifier', () => expect(spacedItemId('CC473124829BE')).toBe('CC 473 124 829 BE'))
  it('leaves everything else alone', () => expect(spacedItemId('CC4731')).toBe('CC4731'))
})
