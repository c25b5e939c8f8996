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
  ['needs one side or both', 'refusal.notAnOption', {}],
  ['is neither before nor lastYear', 'refusal.notAnOption', {}],
  ['needs 1 to 12', 'refusal.between', { from: '1', to: '12' }],
  ['needs operator: figures of everyone are by post', 'refusal.byPost', {}],
  ['are at most 4', 'refusal.tooMany', { limit: '4' }],
  ['is 72 months before to; at most 60 months are counted', 'refusal.months', { limit: '60' }],
  ['of other posts is not for you to see', 'refusal.notForYou', {}],
  ['does not go with a comparison: ask for the longer time instead', 'refusal.notCompared', {}],
  ['does not go with agent', 'refusal.notByAgent', {}],
  ['does not go with figures by agent: they are looked at on the page', 'refusal.notByAgent', {}],
  ['does not go with inquiry-rate: items are known by operator, partner, product and month', 'refusal.notOfItems', {}],
  ['must be part: it is divided by items, not by inquiries', 'refusal.notOfItems', {}],
  ['of other posts is not for you to see: how many items they send is theirs to tell', 'refusal.notForYou', {}],
  ['is not to filter by: figures by agent are of all who work there', 'refusal.notByAgent', {}],
  ['is not counted by agent: an answer that nobody gave is nobody’s', 'refusal.notByAgent', {}],
  ['is in another year than to: pseudonyms of agents change with the year', 'refusal.anotherYear', {}],
  ['is before from', 'refusal.later', {}],
  ['with last year goes for twelve months at most', 'refusal.aYear', {}],
  ['with last year goes for eleven months at most by day or week: 52 weeks before lies in the same year', 'refusal.elevenMonths', {}],
  ['has not begun', 'refusal.notBegun', {}],
  ['is not a month, for example 2026-11', 'refusal.notAMonth', {}],
  ['is not between 1 and 28', 'refusal.between', { from: '1', to: '28' }],
  ['has 91 characters, at most 80 are kept', 'field.tooLong', { limit: '80' }],
  ['is not a dimension to filter by', 'refusal.unknown', {}],
  ['is not a day, for example 2026-11-26', 'field.notADate', {}],
  ['is not the Monday of a week, for example 2026-11-23', 'field.notADate', {}],
  ['is not between 1 and 7: Monday is 1', 'refusal.between', { from: '1', to: '7' }],
  ['is neither yes nor no', 'refusal.notAnOption', {}],
  ['is not a level, for example 1', 'refusal.unknown', {}],
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
