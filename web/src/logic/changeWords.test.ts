import { expect, it } from 'vitest'
import { placesOf } from './changeWords'

it('a path goes by codes', () => {
  expect(placesOf('/workflows/WII/levels/2/replies/LST')).toEqual([
    { kind: 'workflows', code: 'WII' },
    { kind: 'levels', code: '2' },
    { kind: 'replies', code: 'LST' },
  ])
})
it('a plain member has no code, a list itself neither', () => {
  expect(placesOf('/products/EMS/closedFrom')).toEqual([
    { kind: 'products', code: 'EMS' },
    { kind: 'closedFrom', code: '' },
  ])
  expect(placesOf('/products')).toEqual([{ kind: 'products', code: '' }])
})
