import { expect, it } from 'vitest'
import { choose, languageFor, languageNames, localeOf, writtenLanguages } from './languages'

it('names languages in the reader’s own', () => {
  expect(languageNames(['de', 'en'], 'en')).toBe('German, English')
  expect(languageNames(['de'], 'fr')).toBe('allemand')
})

it('keeps the reader’s region', () => {
  expect(localeOf('en', ['fr-BE', 'en-GB', 'en'])).toBe('en-GB')
  expect(localeOf('de', ['en-US', 'de-AT'])).toBe('de-AT')
  expect(localeOf('en', ['ja'])).toBe('en-GB')
  expect(localeOf('es', ['ja'])).toBe('es')
})

it('speaks what a person chose here, else what was chosen here, else what the browser asks for', () => {
  const chosen = choose('ana', 'de', choose('bruno', 'fr', {}))
  expect(languageFor('bruno', chosen, ['es'])).toBe('fr')
  expect(languageFor('ana', chosen, ['es'])).toBe('de')
  expect(languageFor('new', chosen, ['es'])).toBe('de')
  expect(languageFor('', {}, ['ja', 'es-MX', 'fr'])).toBe('es')
  expect(languageFor('', {}, ['ja'])).toBe('en')
  expect(languageFor('', { '': 'xx' }, ['FR-ca'])).toBe('fr')
})

it('offers for a text the languages of the pages and of the posts, each once', () =>
  expect(writtenLanguages([['de', 'nl'], null, ['ja', 'nl']])).toEqual(['en', 'fr', 'de', 'es', 'nl', 'ja']))
