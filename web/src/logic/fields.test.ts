import { describe, expect, it } from 'vitest'
import type { Field, Item } from '../api/types'
import {
  amountText,
  applies,
  byField,
  changed,
  check,
  checkAll,
  hundredthsOf,
  type Marks,
  marked,
  neededAt,
  prefill,
  TYPING,
  toEdit,
  toSend,
  WHOLE,
} from './fields'

const field = (code: string, type: string, more: Partial<Field> = {}): Field =>
  ({ code, type, labels: { en: code }, mandatory: false, ...more }) as Field

describe('check', () => {
  it.each([
    ['an empty mandatory field when sending', field('a', 'text', { mandatory: true }), '  ', WHOLE, 'mandatory'],
    ['an empty mandatory field while typing', field('a', 'text', { mandatory: true }), '', TYPING, undefined],
    ['an empty list', field('a', 'codes', { mandatory: true }), [], WHOLE, 'mandatory'],
    ['a text that is too long', field('a', 'text', { maxLength: 3 }), 'abcd', TYPING, 'tooLong'],
    ['no number', field('a', 'integer'), '12g', TYPING, 'notANumber'],
    ['a fraction', field('a', 'integer'), '1.5', TYPING, 'notANumber'],
    ['too small', field('a', 'integer', { min: 1 }), '0', TYPING, 'tooSmall'],
    ['too large', field('a', 'integer', { max: 30000 }), '30001', TYPING, 'tooLarge'],
    ['a number', field('a', 'integer', { min: 1, max: 30000 }), '30000', WHOLE, undefined],
    ['a day that does not exist', field('a', 'date'), '2026-02-30', TYPING, 'notADate'],
    ['half a date', field('a', 'date'), '2026-02', TYPING, 'notADate'],
    ['a date', field('a', 'date'), '2026-02-28', WHOLE, undefined],
    ['no address', field('a', 'email'), 'someone', TYPING, 'notAnEmail'],
    ['an address', field('a', 'email'), 'someone@example.org', TYPING, undefined],
    ['an amount as people write it', field('a', 'amount'), '1 234,5', WHOLE, undefined],
    ['an amount with a unit', field('a', 'amount'), '12 EUR', TYPING, 'notAnAmount'],
    ['thousandths', field('a', 'amount'), '12.505', TYPING, 'notAnAmount'],
    ['less than nothing', field('a', 'amount'), '-1', TYPING, 'notAnAmount'],
    ['a stored amount above its limit', field('a', 'amount', { max: 1000 }), 1001, TYPING, 'tooLarge'],
    ['a currency', field('a', 'currency'), 'XDR', WHOLE, undefined],
    ['no currency', field('a', 'currency'), 'euro', TYPING, 'notACurrency'],
    ['a declaration not made', field('a', 'boolean', { mustBeTrue: true }), false, WHOLE, 'mustBeYes'],
    ['a declaration not made yet', field('a', 'boolean', { mustBeTrue: true }), false, TYPING, undefined],
    ['needed from level 2, at level 1', field('a', 'text', { mandatoryFromLevel: 2 }), '', 1, undefined],
    ['needed from level 2, at level 3', field('a', 'text', { mandatoryFromLevel: 2 }), '', 3, 'mandatory'],
  ] as const)('%s', (_name, definition, value, level, key) => {
    expect(check(definition, value, level)?.key).toBe(key)
  })
  it('checkAll names only the fields to blame', () => {
    expect(checkAll([field('a', 'text', { mandatory: true }), field('b', 'text')], {}, WHOLE)).toEqual({ a: { key: 'mandatory' } })
  })
})

it('toSend leaves out what is empty or foreign and makes numbers', () => {
  const fields = [field('name', 'text'), field('weightG', 'integer'), field('remark', 'longText')]
  expect(toSend(fields, { name: ' Ann ', weightG: '1200', remark: '', stray: 'x' })).toEqual({ name: 'Ann', weightG: 1200 })
})

it('toEdit removes what was emptied', () => {
  const fields = [field('name', 'text'), field('remark', 'longText'), field('never', 'text')]
  expect(toEdit(fields, { name: 'Ann', remark: ' ' }, { name: 'Bob', remark: 'old' })).toEqual({ name: 'Ann', remark: null })
})

const marks: Marks = { posting: 'EMA', left: ['EMC'], held: ['EME'], released: ['EDC', 'EMI'], delivered: ['EMI'] }

describe('prefill', () => {
  const item = {
    itemId: 'CC473124829BE',
    events: [
      { code: 'EMD', time: '2026-11-18T22:00:00Z', localTime: '2026-11-18T23:00:00+01:00', office: 'DEFRAA' },
      { code: 'EMI', time: '2026-11-19T23:30:00Z', localTime: '2026-11-20T00:30:00+01:00', signatory: 'B. Example' },
    ],
    parties: { sender: { name: 'A. Example' } },
    carriages: [],
    openInquiries: [],
  } as unknown as Item
  it('takes the event’s own local date', () => {
    const fields = [field('code', 'choice', { prefill: 'item.lastEvent.code' }), field('date', 'date', { prefill: 'item.lastEvent.date' })]
    expect(prefill(fields, item, marks)).toEqual({ code: 'EMI', date: '2026-11-20' })
  })
  it('reads the event that a reply reports', () => {
    const fields = [
      field('date', 'date', { prefill: 'event.date' }),
      field('by', 'text', { prefill: 'event.signatory' }),
      field('place', 'text', { prefill: 'event.office' }),
    ]
    expect(prefill(fields, item, marks, item.events[1])).toEqual({ date: '2026-11-20', by: 'B. Example' })
    expect(prefill(fields, item, marks)).toEqual({})
  })
  it('reads the posting and the parties', () => {
    const posted = {
      ...item,
      events: [{ code: 'EMA', time: '2026-11-10T10:00:00Z', office: 'GBDONA', weightG: 1200 }, ...item.events],
    } as Item
    const fields = [
      field('postingDate', 'date', { prefill: 'item.postingDate' }),
      field('office', 'text', { prefill: 'item.postingOffice' }),
      field('weightG', 'integer', { prefill: 'item.weightG' }),
      field('sender', 'text', { prefill: 'item.sender.name' }),
      field('to', 'text', { prefill: 'item.addressee.name' }),
      field('contents', 'text', { prefill: 'item.contents' }),
    ]
    expect(prefill(fields, posted, marks)).toEqual({ postingDate: '2026-11-10', office: 'GBDONA', weightG: 1200, sender: 'A. Example' })
  })
  it('reads what the post that sent the item declared; what was seen beats it', () => {
    const declared = {
      postingDate: '2026-11-09',
      postingOffice: 'GBLALA',
      weightG: 9,
      contents: '2 × Shirt',
      value: { amount: 1255, currency: 'EUR' },
      cod: null,
    }
    const fields = ['postingDate', 'postingOffice', 'weightG', 'contents', 'value.amount', 'value.currency', 'cod.amount'].map((one) =>
      field(one, 'text', { prefill: `item.${one}` }),
    )
    const known = (events: object[]) => prefill(fields, { ...item, events, declared } as unknown as Item, marks)
    expect(known([])).toEqual({
      postingDate: '2026-11-09',
      postingOffice: 'GBLALA',
      weightG: 9,
      contents: '2 × Shirt',
      'value.amount': 1255,
      'value.currency': 'EUR',
    })
    expect(known([{ code: 'EMA', time: '2026-11-10T10:00:00Z', office: 'GBDONA', weightG: 1200 }])).toMatchObject({
      postingDate: '2026-11-10',
      postingOffice: 'GBDONA',
      weightG: 1200,
    })
  })
  it('takes each date from the event that it is about', () => {
    const told = (code: string, day: string, more = {}) => ({ code, time: `2026-11-${day}T10:00:00Z`, ...more })
    const fields = ['held', 'delivered', 'outward'].map((one) => field(one, 'date', { prefill: `item.${one}.date` }))
    const events = [told('EMC', '02', { dispatchId: 'D1' }), told('EME', '05'), told('EME', '06')]
    const known = (more: object[]) =>
      prefill(
        [...fields, field('dispatch', 'text', { prefill: 'item.dispatchId' })],
        { ...item, events: [...events, ...more] } as Item,
        marks,
      )
    expect(known([])).toEqual({ outward: '2026-11-02', dispatch: 'D1', held: '2026-11-05' })
    expect(known([told('EMI', '09'), told('EMD', '10')])).toEqual({ outward: '2026-11-02', dispatch: 'D1', delivered: '2026-11-09' })
  })
  it('is empty without an item or events', () => {
    expect(prefill([field('a', 'text', { prefill: 'item.lastEvent.code' })], undefined, marks)).toEqual({})
    expect(prefill([field('a', 'text', { prefill: 'item.lastEvent.code' })], { ...item, events: [] }, marks)).toEqual({})
  })
})

it('byField finds the form’s field in the API’s path', () => {
  expect(
    byField([
      { field: 'fields.senderName', reason: 'is missing' },
      { field: 'itemId', reason: 'is too short' },
    ]),
  ).toEqual({
    known: { senderName: 'is missing' },
    others: ['is too short'],
  })
})

describe('a field with a condition', () => {
  const wish = field('wish', 'choice')
  const date = field('wishedDate', 'date', { mandatory: true, when: { field: 'wish', in: ['redelivery', 'pickup'] } })
  it('belongs to the form only while the condition holds', () => {
    expect(applies(date, { wish: 'pickup' })).toBe(true)
    expect(applies(date, { wish: 'hours' })).toBe(false)
    expect(applies(date, {})).toBe(false)
    expect(applies(field('a', 'text', { when: { field: 'b', in: ['true'] } }), { b: true })).toBe(true)
    expect(applies(field('a', 'text', { when: { field: 'b', in: ['x'] } }), { b: ['y', 'x'] })).toBe(true)
  })
  it('is neither asked for nor sent while it does not', () => {
    expect(checkAll([wish, date], { wish: 'hours' }, WHOLE)).toEqual({})
    expect(checkAll([wish, date], { wish: 'pickup' }, WHOLE)).toEqual({ wishedDate: { key: 'mandatory' } })
    expect(toSend([wish, date], { wish: 'hours', wishedDate: '2026-12-01' })).toEqual({ wish: 'hours' })
    expect(toEdit([wish, date], { wish: 'hours', wishedDate: '2026-12-01' }, { wishedDate: '2026-12-01' })).toEqual({
      wish: 'hours',
      wishedDate: null,
    })
  })
})

describe('amounts', () => {
  it('are typed as decimals and sent as hundredths', () => {
    expect(hundredthsOf('12.5')).toBe(1250)
    expect(hundredthsOf('1 234,05')).toBe(123405)
    expect(hundredthsOf(1250)).toBe(1250)
    expect(hundredthsOf('')).toBeUndefined()
    expect(toSend([field('value', 'amount')], { value: '19,99' })).toEqual({ value: 1999 })
  })
  it('that are stored are shown as decimals', () => {
    expect(amountText(1250)).toBe('12.50')
    expect(amountText('12,')).toBe('12,')
  })
})

it('a step sends only the fields that differ', () => {
  const fields = [field('name', 'text'), field('photos', 'attachments')]
  expect(changed(fields, { name: 'Ann', photos: ['A'] }, { name: 'Ann', photos: [] })).toEqual({ photos: ['A'] })
})

it('a higher level names only what it needs besides', () => {
  const fields = [field('statement', 'longText', { mandatoryFromLevel: 2 }), field('name', 'text', { mandatory: true })]
  expect(neededAt(fields, { name: 'Ann' }, 2).map((one) => one.code)).toEqual(['statement'])
  expect(neededAt(fields, { name: 'Ann' }, 1)).toEqual([])
})

it('a remark is marked with the language it is written in', () => {
  const fields = [{ code: 'remark' }, { code: 'language', options: [{ code: 'fr' }, { code: 'de' }] }] as unknown as Field[]
  expect(marked(fields, { remark: 'Bonjour' }, 'fr')).toEqual({ remark: 'Bonjour', language: 'fr' })
  expect(marked(fields, { remark: 'Guten Tag', language: 'de' }, 'fr').language).toBe('de')
  expect(marked(fields, { remark: ' ' }, 'fr').language).toBeUndefined()
  expect(marked(fields, { remark: 'Hej' }, 'sv').language).toBeUndefined()
  expect(marked([], { remark: 'Bonjour' }, 'fr').language).toBeUndefined()
})
