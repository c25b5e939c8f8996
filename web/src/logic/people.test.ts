import { describe, expect, it } from 'vitest'
import { lacking, leaves } from './people'

describe('a change of somebody', () => {
  it('takes them out of the centres that are gone, and out of all when they are let in no more', () => {
    expect(leaves(['A', 'B'], ['B', 'C'], true)).toEqual(['A'])
    expect(leaves(['A', 'B'], ['A', 'B'], true)).toEqual([])
    expect(leaves(['A', 'B'], ['A', 'B'], false)).toEqual(['A', 'B'])
  })

  it('needs a role, and a call centre for an agent only', () => {
    expect(lacking([], ['A'])).toEqual({ roles: true, centres: false })
    expect(lacking(['agent'], [])).toEqual({ roles: false, centres: true })
    expect(lacking(['operator-administrator'], [])).toEqual({ roles: false, centres: false })
  })
})
