import { expect, it } from 'vitest'
import { sentence } from './sentence'

it.each([
  ['length: has 4 characters, not 13', 'Length: has 4 characters, not 13.'],
  ['Already a sentence.', 'Already a sentence.'],
  [' ', ''],
])('%j reads %j', (reason, words) => {
  expect(sentence(reason)).toBe(words)
})
