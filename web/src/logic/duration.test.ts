import { expect, it } from 'vitest'
import { formatMinutes } from './duration'

it.each([
  [0, '0 min'],
  [1, '1 min'],
  [45, '45 min'],
  [60, '1 h'],
  [200, '3 h 20 min'],
  [-80, '1 h 20 min'],
  [9600, '160 h'],
])('%i minutes read %s', (minutes, words) => {
  expect(formatMinutes(minutes, 'en')).toBe(words)
})

it('uses the reader’s units', () => {
  expect(formatMinutes(200, 'fr')).toMatch(/3.h 20.min/)
})
