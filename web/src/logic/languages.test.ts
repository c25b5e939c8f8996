import { expect, it } from 'vitest'
import { languageNames, localeOf } from './languages'

it('names languages in the reader’s own', () => {
  expect(languageNames(['de', 'en'], 'en')).toBe('German, English')
  expect(languageNames(['de'], 'fr')).toBe('allemand')
})

it('keeps the reader’s region', () => {
  expect(localeOf('en', ['fr-BE', 'en-GB', 'en'])).toBe('en-GB')
  expect(localeOf('en', ['ja'])).toBe('en')
})
