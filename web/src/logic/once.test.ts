import { describe, expect, it } from 'vitest'
import { answered, sentAs } from './once'

describe('a step that is sent again', () => {
  let n = 0
  const fresh = () => `k${++n}`
  it('keeps its key while it is the same step', () => {
    const first = sentAs(undefined, 'reply DLV', fresh)
    expect(sentAs(first, 'reply DLV', fresh)).toBe(first)
    expect(sentAs(first, 'reply TRN', fresh).key).not.toBe(first.key)
  })
  it('is decided by any answer but a failure of the API', () => {
    expect([200, 409, 422].every(answered)).toBe(true)
    expect([0, 500, 503].some(answered)).toBe(false)
  })
})
