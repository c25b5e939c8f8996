import { expect, it } from 'vitest'
import { weekWords } from './weekWords'

it('puts equal days together and leaves closed ones out', () => {
  const day = [
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ]
  expect(weekWords({ 1: day, 2: day, 3: day, 4: day, 5: [['08:00', '24:00']], 6: [], 7: null }, 'en')).toBe(
    'Mon–Thu 08:00–12:00, 13:00–17:00\nFri 08:00–24:00',
  )
})

it('knows weeks that start on Sunday', () => {
  expect(weekWords({ 7: [['08:00', '16:00']], 1: [['08:00', '16:00']] }, 'en')).toBe('Mon 08:00–16:00\nSun 08:00–16:00')
})
