import { describe, expect, it } from 'vitest'
import type { Field, Release, ReplyCode } from '../api/types'
import { appearanceOf, concludingOf, needsOf, rolesOf, saidBesides, targetsAt } from './agreement'
import { Catalogue } from './catalogue'

const en = (text: string) => ({ en: text })
const field = (code: string, text: string, more: Partial<Field> = {}): Field => ({
  code,
  labels: en(text),
  type: 'text',
  mandatory: false,
  personal: false,
  ...more,
})
const posting = field('postingDate', 'Date of posting', { type: 'date' })
const wish = field('wish', 'Wish', {
  type: 'choice',
  options: [
    { code: 'pickup', labels: en('Collect it') },
    { code: 'redelivery', labels: en('Deliver again') },
  ],
})
const form = [posting, wish, field('amount', 'Amount'), field('sure', 'Sure', { type: 'boolean' })]

const release = {
  version: '2',
  inForceFrom: '2026-01-01',
  products: [],
  workflows: [{ code: 'DAR', labels: en('Deliver again'), sections: [{ code: 'item', labels: en('Item'), fields: form }], levels: [] }],
  replyCodes: [],
  closingCodes: [{ code: 'CLO_AUTO', labels: en('No reaction') }],
  eventCodes: [{ code: 'EMA', labels: en('Posting') }],
  reasonCodes: [],
  actionCodes: [{ code: 'RTS', labels: en('Returned') }],
  retentionCodes: [],
  handOverReasons: [{ code: 'CLOSED', labels: en('Closed') }],
  targets: [
    { workflow: 'DAR', level: 1, product: 'PPR', minutes: 1440 },
    { workflow: 'DAR', level: 1, product: 'EMS', minutes: 720 },
    { workflow: 'DAR', level: 1, product: 'INS', minutes: 1440 },
    { workflow: 'DAR', level: 2, product: 'EMS', minutes: 60 },
    { workflow: 'WII', level: 1, product: 'EMS', minutes: 30 },
  ],
} as unknown as Release
const catalogue = new Catalogue(release, 'en')
const yesNo = { yes: 'yes', no: 'no' }
const appearance = (when: Field['when']) => appearanceOf(field('x', 'X', when ? { when } : {}), form, catalogue, 'DAR', yesNo)

describe('when a field appears', () => {
  it('is always, without a condition', () => expect(appearance(undefined)).toBeUndefined())
  it('is while another is filled in', () =>
    expect(appearance({ field: 'amount', given: true })).toEqual({ key: 'ifGiven', field: 'Amount', values: '' }))
  it('is while another says one of these, in words', () =>
    expect(appearance({ field: 'wish', in: ['redelivery', 'pickup'] })).toEqual({
      key: 'ifIn',
      field: 'Wish',
      values: 'Deliver again, Collect it',
    }))
  it('says yes and no', () => expect(appearance({ field: 'sure', in: ['true', 'false'] })?.values).toBe('yes, no'))
})

it('targets of a level are told the shortest first, with their products', () =>
  expect(targetsAt(release, 'DAR', 1)).toEqual([
    { minutes: 720, products: ['EMS'] },
    { minutes: 1440, products: ['PPR', 'INS'] },
  ]))

it('a proposal says what its event must tell besides', () =>
  expect(saidBesides({ action: ['RTS'], retention: ['*'], signatory: ['*'] }, catalogue)).toEqual([
    { key: 'action', values: ['Returned'] },
    { key: 'retention', values: [] },
    { key: 'signatory', values: [] },
  ]))

describe('a reply', () => {
  const day = field('day', 'Day', { mandatory: true })
  const [signatory, proof] = [field('signatory', 'Signatory'), field('proof', 'Proof')]
  const reply = (more: Partial<ReplyCode>): ReplyCode => ({
    code: 'POD',
    labels: {},
    class: 'I',
    fields: [day, signatory, proof],
    ...more,
  })
  it('needs fields, and one of each group', () =>
    expect(needsOf(reply({ oneOf: [['signatory', 'proof']] }))).toEqual({ each: [day], oneOf: [[signatory, proof]] }))
  it('may be conclusive by what it says, up to a level', () => {
    expect(concludingOf(reply({ conclusiveWith: ['proof'], conclusiveUpToLevel: 1 }))).toEqual({ fields: [proof], level: 1 })
    expect(concludingOf(reply({ conclusiveWith: ['proof'] }))).toEqual({ fields: [proof] })
    expect(concludingOf(reply({}))).toBeUndefined()
  })
})

it('what the system uses by itself is told in words', () => {
  const roles = { closedWithoutReaction: 'CLO_AUTO', centreClosed: 'CLOSED', postingDate: 'postingDate', postingEvent: 'EMA' }
  const named = new Catalogue({ ...release, roles } as unknown as Release, 'en')
  expect(rolesOf(named).map(({ words }) => words)).toEqual(['No reaction', 'Closed', 'Date of posting', 'Posting'])
  expect(rolesOf(catalogue)).toEqual([])
})
