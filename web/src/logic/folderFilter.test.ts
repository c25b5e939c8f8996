import { describe, expect, it } from 'vitest'
import { addressOf, filterOf, filterOfAddress, narrowed, stoppedEarly } from './folderFilter'

describe('a folder’s filter', () => {
  it('comes back from the address as it went there', () => {
    const filter = { product: 'EMS', agent: 'none', urgent: 'true' }
    expect(filterOfAddress(new URLSearchParams(addressOf(filter)))).toEqual(filter)
  })
  it('takes only what the API takes', () => {
    expect(filterOf({ level: '9', olderThanDays: '-1', urgent: 'yes', sort: 'x', product: ' ' })).toEqual({})
    expect(filterOf({ level: '2', olderThanDays: '30' })).toEqual({ level: '2', olderThanDays: '30' })
  })
  it('loses what is emptied', () => {
    expect(narrowed({ product: 'EMS', level: '1' }, 'product', '')).toEqual({ level: '1' })
    expect(addressOf({})).toBe('')
  })
  it('says when a page stopped before it was full', () => {
    expect(stoppedEarly({ product: 'EMS' }, 3, 1, 25, true)).toBe(true)
    expect(stoppedEarly({ product: 'EMS' }, 25, 1, 25, true)).toBe(false)
    expect(stoppedEarly({ product: 'EMS' }, 3, 1, 25, false)).toBe(false)
    expect(stoppedEarly({}, 3, 1, 25, true)).toBe(false)
  })
})
