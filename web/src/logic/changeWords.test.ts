import { expect, it } from 'vitest'
import type { Release } from '../api/types'
import { Catalogue } from './catalogue'
import { nameOf, placesOf } from './changeWords'

it('a path goes by codes', () => {
  expect(placesOf('/workflows/WII/levels/2/replies/LST')).toEqual([
    { kind: 'workflows', code: 'WII' },
    { kind: 'levels', code: '2' },
    { kind: 'replies', code: 'LST' },
  ])
})
it('a plain member has no code, a list itself neither', () => {
  expect(placesOf('/products/EMS/closedFrom')).toEqual([
    { kind: 'products', code: 'EMS' },
    { kind: 'closedFrom', code: '' },
  ])
  expect(placesOf('/products')).toEqual([{ kind: 'products', code: '' }])
})

it.each([
  'closingCodes',
  'eventCodes',
  'reasonCodes',
  'actionCodes',
  'retentionCodes',
  'rejectionReasons',
  'urgencyReasons',
  'handOverReasons',
  'forceMajeureReasons',
  'replyCodes',
  'products',
])('an entry of %s is named in the reader’s language', (kind) => {
  const release = { [kind]: [{ code: 'X', labels: { en: 'Name', de: 'Bezeichnung' } }] } as unknown as Release
  expect(nameOf({ kind, code: 'X' }, new Catalogue(release, 'de-AT'), '')).toBe('Bezeichnung')
})
