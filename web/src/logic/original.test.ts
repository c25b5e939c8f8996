import { describe, expect, it } from 'vitest'
import type { Field, Happening, Inquiry, Release } from '../api/types'
import { Catalogue } from './catalogue'
import { originalOf, theirLanguage } from './original'

const both = (en: string, de: string) => ({ en, de })
const field = (code: string, type: string, more: object = {}) =>
  ({ code, type, labels: both(code, code), mandatory: false, personal: false, ...more }) as Field
const evidence = field('evidence', 'choice', {
  labels: both('Evidence', 'Nachweis'),
  options: [{ code: 'gps', labels: both('Position', 'Standort') }],
})
const release = {
  version: '2026.12.3',
  workflows: [
    {
      code: 'WII',
      labels: both('Where is the item', 'Wo ist die Sendung'),
      levels: [],
      sections: [
        {
          code: 's',
          labels: {},
          fields: [
            field('contents', 'text'),
            field('customerIs', 'choice', { options: [{ code: 'sender', labels: both('The sender', 'Der Absender') }] }),
          ],
        },
      ],
    },
  ],
  replyCodes: [{ code: 'DLV', labels: both('Delivered', 'Zugestellt'), class: 'C', fields: [field('date', 'date'), evidence] }],
  closingCodes: [{ code: 'CLO_OK', labels: both('Answered', 'Beantwortet') }],
  rejectionReasons: [{ code: 'NOTRECEIVED', labels: both('Not received', 'Nicht erhalten') }],
  eventCodes: [],
} as unknown as Release
const english = new Catalogue(release, 'en-GB')
const german = new Catalogue(release, 'de')
const names = { question: 'Question', reply: 'Answer', reason: 'Reason', closing: 'End' }
const inquiry = { workflow: 'WII', fields: { contents: 'Books', customerIs: 'sender' } } as unknown as Inquiry
const of = (happening: Partial<Happening>) => originalOf(happening as Happening, inquiry, english, german, names)

describe('what was sent', () => {
  it('of an answer is its code and those of its fields, in the words of who sent it', () =>
    expect(of({ kind: 'replied', reply: { code: 'DLV', class: 'C', fields: { date: '2026-11-20', evidence: 'gps' } } })).toEqual([
      { name: 'Answer', code: 'DLV', words: 'Zugestellt' },
      { name: 'date', code: '2026-11-20', words: '' },
      { name: 'Evidence', code: 'gps', words: 'Standort' },
    ]))

  it('of a question are its codes, not its free text', () =>
    expect(of({ kind: 'sent' })).toEqual([
      { name: 'Question', code: 'WII', words: 'Wo ist die Sendung?' },
      { name: 'customerIs', code: 'sender', words: 'Der Absender' },
    ]))

  it('of an answer that was not accepted is why', () =>
    expect(of({ kind: 'rejected', reason: 'NOTRECEIVED' })).toEqual([{ name: 'Reason', code: 'NOTRECEIVED', words: 'Nicht erhalten' }]))

  it('of an end is how', () =>
    expect(of({ kind: 'closed', closingCode: 'CLO_OK' })).toEqual([{ name: 'End', code: 'CLO_OK', words: 'Beantwortet' }]))

  it('of what was added are the fields that changed', () =>
    expect(of({ kind: 'supplemented', fields: ['contents'] })).toEqual([{ name: 'contents', code: 'Books', words: '' }]))

  it('of a code that the release does not know is the code alone', () =>
    expect(of({ kind: 'replied', reply: { code: 'DLV', class: 'C', fields: { evidence: 'seal' } } })[1]).toEqual({
      name: 'Evidence',
      code: 'seal',
      words: '',
    }))
})

describe('the language of the sender', () => {
  it('is the first of its own that the catalogue has words in', () => expect(theirLanguage(release, ['ja', 'de-AT', 'en'])).toBe('de'))
  it('is English where it has none', () => expect(theirLanguage(release, ['ja'])).toBe('en'))
})
