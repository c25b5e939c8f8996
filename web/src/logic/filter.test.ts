import { expect, it } from 'vitest'
import { matches } from './filter'

it.each([
  ['', true],
  ['post', true],
  ['DEUTSCHE bonn', true],
  ['koln', true],
  ['royal', false],
])('%j finds Deutsche Post: %s', (wanted, found) => {
  expect(matches(wanted, 'Deutsche Post', 'Bonn', 'Köln', undefined)).toBe(found)
})
