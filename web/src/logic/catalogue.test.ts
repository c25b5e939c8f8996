import { describe, expect, it } from 'vitest'
import type { Field, Release } from '../api/types'
import { asQuestion, Catalogue, countryName, label } from './catalogue'

const both = (en: string, fr: string) => ({ en, fr })
const evidence: Field = {
  code: 'evidence',
  labels: both('Evidence', 'Preuve'),
  type: 'choice',
  mandatory: true,
  personal: false,
  options: [{ code: 'gps', labels: both('GPS', 'GPS') }],
}
const missing: Field = { code: 'missing', labels: both('Missing', 'Manquant'), type: 'codes', mandatory: true, personal: false }
const sender: Field = { code: 'senderName', labels: both('Sender', 'Expéditeur'), type: 'text', mandatory: true, personal: false }

const release: Release = {
  version: '1',
  inForceFrom: '2026-01-01',
  products: [],
  workflows: [
    {
      code: 'WII',
      labels: both('Where is the item?', 'Où est l’envoi ?'),
      purpose: {},
      asks: 'destination',
      products: [],
      levels: [],
      sections: [{ code: 's', labels: {}, fields: [sender] }],
      closingCodes: [],
    },
  ],
  replyCodes: [{ code: 'DLV', labels: both('Delivered', 'Distribué'), class: 'C', fields: [evidence] }],
  closingCodes: [],
  eventCodes: [
    { code: 'EMI', labels: both('Final delivery', 'Distribution'), phase: 'destination', milestone: 'delivered', terminal: true },
  ],
  reasonCodes: [],
  actionCodes: [],
  retentionCodes: [],
  targets: [],
  rejectionReasons: [],
  urgencyReasons: [],
  handOverReasons: [],
  forceMajeureReasons: [],
} as Release

describe('label', () => {
  it('prefers the reader’s language, then English, then the code', () => {
    expect(label(both('Yes', 'Oui'), 'fr-BE')).toBe('Oui')
    expect(label(both('Yes', 'Oui'), 'ja', 'Y')).toBe('Yes')
    expect(label(undefined, 'fr', 'Y')).toBe('Y')
  })
})

it('what may be missing are the fields of the workflow that is answered, whatever the release lists', () => {
  const stale = {
    ...missing,
    optionsFrom: 'requestFields',
    options: [{ code: 'newAddress', labels: both('New address', 'Nouvelle adresse') }],
  } as Field
  const codes = new Catalogue(release, 'en').optionsOf(stale, 'WII').map((one) => one.code)
  expect(codes).toEqual(['senderName'])
})

it('a field’s name tells its section where another has the same', () => {
  const named = (code: string, en: string): Field => ({ ...sender, code, labels: { en } })
  const sections = [
    { code: 'a', labels: { en: 'Sender' }, fields: [named('senderName', 'Name')] },
    { code: 'b', labels: { en: 'Addressee' }, fields: [named('addresseeName', 'Name'), named('contents', 'Contents')] },
  ]
  const two = new Catalogue({ ...release, workflows: release.workflows.map((one) => ({ ...one, sections })) }, 'en')
  expect(two.fieldName('WII', 'addresseeName')).toBe('Addressee: Name')
  expect(two.fieldName('WII', 'contents')).toBe('Contents')
  expect(two.value(missing, ['senderName', 'contents'], 'WII')).toBe('Sender: Name, Contents')
})

describe('Catalogue', () => {
  const french = new Catalogue(release, 'fr')
  it('reads codes in the reader’s language', () => {
    expect(french.reply('DLV')).toBe('Distribué')
    expect(french.event('EMI')).toBe('Distribution')
    expect(french.question('WII')).toBe('Où est l’envoi ?')
  })
  it('shows an unknown code as it is', () => expect(french.event('EMX')).toBe('EMX'))
  it('reads values by their field', () => {
    expect(french.value(evidence, 'gps')).toBe('GPS')
    expect(french.value(missing, ['senderName'], 'WII')).toBe('Expéditeur')
    expect(french.optionsOf(missing, 'WII').find(({ code }) => code === 'senderName')?.labels).toEqual({ fr: 'Expéditeur' })
    expect(french.value({ ...sender, type: 'country' }, 'BE')).toBe('Belgique')
    expect(french.value(undefined, 'free text')).toBe('free text')
  })
})

it('a country that is none stays as it is', () => expect(countryName('Belgium', 'en')).toBe('Belgium'))

it('asks with the marks of the language', () => {
  expect(asQuestion('Where is the item', 'en-GB')).toBe('Where is the item?')
  expect(asQuestion('Où est l’envoi', 'fr')).toBe('Où est l’envoi\u202f?')
  expect(asQuestion('Dónde está el envío', 'es')).toBe('¿Dónde está el envío?')
  expect(asQuestion('Wo?', 'de')).toBe('Wo?')
  expect(asQuestion('Dommage', 'fr')).toBe('Dommage')
  expect(asQuestion('Written proof of delivery', 'en-GB')).toBe('Written proof of delivery')
})
