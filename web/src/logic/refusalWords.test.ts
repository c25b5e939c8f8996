import { expect, it } from 'vitest'
import { itemFaults, refusalWords, transportFaults } from './refusalWords'

it.each([
  ['is missing', 'field.mandatory', {}],
  ['is longer than 200 characters', 'field.tooLong', { limit: '200' }],
  ['must be at most 92 days after from', 'refusal.days', { limit: '92' }],
  ['must be at most 9', 'field.tooLarge', { limit: '9' }],
  ['must be between 30 and 3650, or 0 for the usual 180', 'refusal.between', { from: '30', to: '3650' }],
  [
    'on 2026-12-01 nobody would answer for EMS: name the call centre that replaces it',
    'refusal.nobodyAnswers',
    { date: '2026-12-01', product: 'EMS' },
  ],
  ['lists more than 20 codes', 'refusal.tooMany', { limit: '20' }],
  ['is no workflow of the catalogue in force', 'refusal.unknown', {}],
  ['lies more than 24 hours back: a force majeure is declared within 24 hours of the event', 'refusal.dayBack', {}],
  ['is not the date of the event: 2026-11-21', 'refusal.otherDate', { dates: '2026-11-21' }],
  ['is not a product of items numbered CC', 'refusal.notOfItem', {}],
  ['is not in the table workflows', 'refusal.notInTable', { table: 'workflows' }],
  ['is not an operator of the directory', 'refusal.unknown', {}],
  ['is missing: the digest needs somebody who gets it', 'refusal.mailMissing', {}],
])('%s', (reason, key, values) => expect(refusalWords(reason)).toEqual({ key, values }))

it('has no words for what it does not know', () => expect(refusalWords('is odd')).toBeUndefined())

it('tells once what is wrong with an item number', () =>
  expect(
    itemFaults([
      { field: 'itemId', reason: 'letters: characters 1 and 2 must be the letters of a service indicator, not "1A"' },
      { field: 'itemId', reason: 'letters: characters 12 and 13 must be the letters of a country, not "9B"' },
      { field: 'itemId', reason: 'check digit: is 1, must be 9 for the number 47312482' },
      { field: 'itemId', reason: 'odd' },
    ]),
  ).toEqual(['letters', 'checkDigit']))

it('tells once what is wrong with the number of a receptacle', () =>
  expect(
    transportFaults([
      { field: 'receptacleId', reason: 'origin: characters 1 and 2 must be a country of ISO 3166-1, not XX' },
      { field: 'receptacleId', reason: 'receptacle number: characters 21 to 23 must be digits, not "A01"' },
      { field: 'receptacleId', reason: 'highest-number flag: character 24 must be 0, 1 or 9, not "2"' },
      { field: 'receptacleId', reason: 'odd' },
    ]),
  ).toEqual(['origin', 'receptacle', 'highest']))
