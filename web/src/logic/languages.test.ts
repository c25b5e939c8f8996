import { expect, it } from 'vitest'
import { languageFor, languageNames, localeOf, writtenLanguages } from './languages'

it('names languages in the reader’s own', () => {
  expect(languageNames(['de', 'en'], 'en')).toBe('German, English')
  expect(languageNames(['de'], 'fr')).toBe('allemand')
  expect(languageNames(['dz', 'xx'], 'de-DE', () => undefined)).toBe('Dzongkha, xx') // a browser that knows neither
})

it('keeps the reader’s region', () => {
  expect(localeOf('en', ['fr-BE', 'en-GB', 'en'])).toBe('en-GB')
  expect(localeOf('de', ['en-US', 'de-AT'])).toBe('de-AT')
  expect(localeOf('en', ['ja'])).toBe('en-GB')
  expect(localeOf('es', ['ja'])).toBe('es')
})

it('speaks what a person chose, else what was chosen here, else what the browser asks for', () => {
  expect(languageFor('fr', 'de', ['es'])).toBe('fr')
  expect(languageFor(undefined, 'de', ['es'])).toBe('de')
  expect(languageFor('browser', undefined, ['ja', 'es-MX', 'fr'])).toBe('es')
  expect(languageFor(undefined, undefined, ['ja'])).toBe('en')
  expect(languageFor(undefined, 'xx', ['FR-ca'])).toBe('fr')
})

it('offers for a text the languages of the pages and of the posts, each once', () =>
  expect(writtenLanguages([['de', 'nl'], null, ['ja', 'nl']])).toEqual(['en', 'fr', 'de', 'es', 'nl', 'ja']))
