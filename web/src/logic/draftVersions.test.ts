import { describe, expect, it } from 'vitest'
import type { Field, Inquiry } from '../api/types'
import { type Begun, begunOn, movedOn, partOf, unsaved, withParts } from './draftVersions'

const field = (code: string, type = 'text') => ({ code, type, labels: { en: code } }) as unknown as Field
const FORM = [field('contents'), field('value', 'amount'), field('foundOn', 'dateTime'), field('remark', 'longText')]

const BEGUN: Begun = {
  version: 1,
  fields: { contents: 'Two books', value: 1250 },
  urgent: false,
  urgencyReason: '',
  destination: 'DEA',
  product: 'PPR',
}

describe('a draft that a colleague saved while it was edited', () => {
  it('clashes in what both changed; what they alone changed is taken over', () => {
    const mine = { ...BEGUN, fields: { ...BEGUN.fields, contents: 'Three books' }, urgent: true }
    const theirs = { ...BEGUN, version: 2, fields: { contents: 'A lamp', value: 1250, remark: 'Call first' }, destination: 'FRA' }
    const moved = movedOn(FORM, BEGUN, mine, theirs)
    expect(moved).toEqual({ clashing: ['fields.contents'], taken: ['destination', 'fields.remark'] })
    expect(withParts(mine, moved.taken, theirs)).toMatchObject({
      fields: { contents: 'Three books', value: 1250, remark: 'Call first' },
      urgent: true,
      destination: 'FRA',
    })
    expect(withParts(mine, moved.clashing, theirs).fields.contents).toBe('A lamp')
  })

  it('does not clash in what is only written otherwise', () => {
    const begun = { ...BEGUN, fields: { ...BEGUN.fields, foundOn: '2026-11-20T08:00:00Z' } }
    const mine = { ...begun, fields: { contents: ' Two books ', value: '12,50', foundOn: '2026-11-20T08:00:00.000Z', remark: '' } }
    expect(movedOn(FORM, begun, mine, begun)).toEqual({ clashing: [], taken: [] })
    expect(movedOn(FORM, begun, mine, { ...begun, fields: { ...begun.fields, value: 2000 } })).toEqual({
      clashing: [],
      taken: ['fields.value'],
    })
  })

  it('has nothing to decide when only a document was attached', () =>
    expect(movedOn(FORM, BEGUN, { ...BEGUN, fields: { ...BEGUN.fields, remark: 'Mine' } }, { ...BEGUN, version: 2 } as Begun)).toEqual({
      clashing: [],
      taken: [],
    }))

  it('gives up what they emptied, unless it was changed here', () => {
    const theirs = { ...BEGUN, fields: { value: 1250 } }
    const taken = movedOn(FORM, BEGUN, BEGUN, theirs)
    expect(taken).toEqual({ clashing: [], taken: ['fields.contents'] })
    expect(partOf(withParts(BEGUN, taken.taken, theirs), 'fields.contents')).toBeUndefined()
  })
})

it('what was changed here and is not there is told, also when the draft is no draft any more', () => {
  const mine = { ...BEGUN, fields: { contents: 'Three books', remark: 'Mine' } }
  const theirs = { ...BEGUN, fields: { ...BEGUN.fields, remark: 'Mine' }, urgent: true }
  expect(unsaved(FORM, BEGUN, mine, theirs)).toEqual(['fields.contents', 'fields.value'])
  expect(unsaved(FORM, BEGUN, mine, mine)).toEqual([])
})

it('is begun on what the API holds', () =>
  expect(
    begunOn({
      version: 4,
      fields: { contents: 'A' },
      urgent: true,
      urgencyReason: 'VIP',
      replier: { operator: 'DEA', centre: '' },
      product: 'PPR',
    } as unknown as Inquiry),
  ).toEqual({ version: 4, fields: { contents: 'A' }, urgent: true, urgencyReason: 'VIP', destination: 'DEA', product: 'PPR' }))
