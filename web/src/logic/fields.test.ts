import { describe, expect, it } from 'vitest'
import type { Field, Item } from '../api/types'
import { byField, check, checkAll, prefill, toEdit, toSend } from './fields'

const field = (code: string, type: string, more: Partial<Field> = {}): Field =>
  ({ code, type, labels: { en: code }, mandatory: false, ...more }) as Field

describe('check', () => {
  it.each([
    ['an empty mandatory field when sending', field('a', 'text', { mandatory: true }), '  ', true, 'mandatory'],
    ['an empty mandatory field while typing', field('a', 'text', { mandatory: true }), '', false, undefined],
    ['an empty list', field('a', 'codes', { mandatory: true }), [], true, 'mandatory'],
    ['a text that is too long', field('a', 'text', { maxLength: 3 }), 'abcd', false, 'tooLong'],
    ['no number', field('a', 'integer'), '12g', false, 'notANumber'],
    ['a fraction', field('a', 'integer'), '1.5', false, 'notANumber'],
    ['too small', field('a', 'integer', { min: 1 }), '0', false, 'tooSmall'],
    ['too large', field('a', 'integer', { max: 30000 }), '30001', false, 'tooLarge'],
    ['a number', field('a', 'integer', { min: 1, max: 30000 }), '30000', true, undefined],
    ['a day that does not exist', field('a', 'date'), '2026-02-30', false, 'notADate'],
    ['half a date', field('a', 'date'), '2026-02', false, 'notADate'],
    ['a date', field('a', 'date'), '2026-02-28', true, undefined],
    ['no address', field('a', 'email'), 'someone', false, 'notAnEmail'],
    ['an address', field('a', 'email'), 'someone@example.org', false, undefined],
  ] as const)('%s', (_name, definition, value, complete, key) => {
    expect(check(definition, value, complete)?.key).toBe(key)
  })
  it('checkAll names only the fields to blame', () => {
    expect(checkAll([field('a', 'text', { mandatory: true }), field('b', 'text')], {}, true)).toEqual({ a: { key: 'mandatory' } })
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

describe('prefill', () => {
  const item = {
    itemId: 'CC473124829BE',
    events: [
      { code: 'EMD', time: '2026-11-18T22:00:00Z', localTime: '2026-11-18T23:00:00+01:00', office: 'DEFRAA' },
      { code: 'EMI', time: '2026-11-19T23:30:00Z', localTime: '2026-11-20T00:30:00+01:00', signatory: 'B. Example' },
    ],
    parties: { sender: { name: 'A. Example' } },
    openInquiries: [],
  } as unknown as Item
  it('takes the event’s own local date', () => {
    const fields = [field('code', 'choice', { prefill: 'item.lastEvent.code' }), field('date', 'date', { prefill: 'item.lastEvent.date' })]
    expect(prefill(fields, item)).toEqual({ code: 'EMI', date: '2026-11-20' })
  })
  it('reads the event that a reply reports', () => {
    const fields = [
      field('date', 'date', { prefill: 'event.date' }),
      field('by', 'text', { prefill: 'event.signatory' }),
      field('place', 'text', { prefill: 'event.office' }),
    ]
    expect(prefill(fields, item, item.events[1])).toEqual({ date: '2026-11-20', by: 'B. Example' })
    expect(prefill(fields, item)).toEqual({})
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
    expect(prefill(fields, posted)).toEqual({ postingDate: '2026-11-10', office: 'GBDONA', weightG: 1200, sender: 'A. Example' })
  })
  it('is empty without an item or events', () => {
    expect(prefill([field('a', 'text', { prefill: 'item.lastEvent.code' })], undefined)).toEqual({})
    expect(prefill([field('a', 'text', { prefill: 'item.lastEvent.code' })], { ...item, events: [] })).toEqual({})
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
