import { expect, it } from 'vitest'
import type { Item, Release, Workflow } from '../api/types'
import { choicesFor, firstLevel, groupOf, levelPlace, productsFor } from './workflows'

const workflow = (code: string, more: Partial<Workflow> = {}) =>
  ({ code, asks: 'destination', products: ['PPR'], levels: [{ level: 1, labels: {}, replies: [] }], ...more }) as Workflow
const wii = workflow('WII', { cn08Reason: 'not-arrived' })
const wpd = workflow('WPD', { cn08Reason: 'advice-not-completed', requires: { event: 'EMI' } })
const lia = workflow('LIA', { requires: { parentField: 'parentInquiry' }, levels: [{ level: 3, labels: {}, replies: [] }] })
const doc = workflow('DOC', { asks: 'origin' })
const cha = workflow('CHA', { products: ['EMS'] })
const release = { workflows: [cha, doc, lia, wpd, wii] } as unknown as Release
const item = (events: string[]) =>
  ({
    origin: { operator: 'GBA' },
    destination: { operator: 'DEA' },
    events: events.map((code) => ({ code })),
  }) as unknown as Item
const told = (product: string, events: string[], own: string) =>
  choicesFor(release, product, item(events), own).map((one) => `${one.workflow.code}${one.blocked ? ` ${one.blocked}` : ''}`)

it('offers what serves the product, the inquiries of the form first', () => {
  expect(told('PPR', ['EMI'], 'GBA')).toEqual(['WPD', 'WII', 'LIA', 'DOC self'])
  expect(told('EMS', [], 'GBA')).toEqual(['CHA'])
})
it('a proof of delivery needs a delivery', () => expect(told('PPR', ['EMD'], 'GBA')).toContain('WPD event'))
it('nobody asks themselves', () => expect(told('PPR', ['EMI'], 'DEA')).toEqual(['WPD self', 'WII self', 'LIA self', 'DOC']))
it('what the catalogue says puts a workflow into its group', () =>
  expect([wii, cha, lia, doc].map(groupOf)).toEqual(['inquiry', 'request', 'claim', 'origin']))

it('a service indicator tells the products, closed ones left out', () => {
  const products = [
    { code: 'PPR', indicators: ['CA-CY'] },
    { code: 'EPG', indicators: ['CA-CY'], closedFrom: '2022-01-01' },
    { code: 'ICP', indicators: ['CA-CY', 'LA-LZ'] },
    { code: 'EMS', indicators: ['EA-EW'] },
  ]
  const of = (indicator: string) => productsFor({ products } as unknown as Release, indicator, '2026-11-24').map((one) => one.code)
  expect(of('CP')).toEqual(['PPR', 'ICP'])
  expect(of('EE')).toEqual(['EMS'])
  expect(of('EZ')).toEqual([])
})

it('a workflow may start above level 1', () => expect(firstLevel(lia)).toBe(3))
it('says which of its levels an inquiry is at', () => expect(levelPlace([1, 3], 3)).toEqual({ place: 2, of: 2 }))
