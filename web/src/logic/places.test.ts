import { expect, it } from 'vitest'
import { placeWords } from './places'

it('a place is called by its town, with its code', () => {
  expect(placeWords('GBLALA', 'London')).toBe('London (GBLALA)')
  expect(placeWords('GBXXXA', undefined)).toBe('GBXXXA')
  expect(placeWords('GBXXXA', '')).toBe('GBXXXA')
})
