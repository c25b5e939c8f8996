import { describe, expect, it } from 'vitest'
import type { Tried } from '../api/crm'
import { EMPTY, outcomeOf, readTable, ruleOf, tableText, withoutField, withRule } from './crmMapping'

describe('a mapping under the hands of an administrator', () => {
  it('takes a rule for a member and for a field', () => {
    const one = withRule(withRule(EMPTY, 'item', { from: 'a.b', table: '', otherwise: '' }), 'fields.senderName', { from: 'n' })
    expect(one).toEqual({ ...EMPTY, item: { from: 'a.b' }, fields: { senderName: { from: 'n' } } })
    expect(ruleOf(one, 'fields.senderName')).toEqual({ from: 'n' })
    expect(ruleOf(one, 'product')).toEqual({})
    expect(withoutField(one, 'senderName').fields).toEqual({})
  })

  it('leaves out what says nothing, but keeps case and action', () => {
    const one = withRule(EMPTY, 'item', { from: 'a' })
    expect(withRule(one, 'item', { from: '' })).toEqual(EMPTY)
    expect(withRule(EMPTY, 'action', {})).toEqual({ case: {}, action: {} })
  })
})

describe('a table', () => {
  it('is read as it is written', () => {
    const table = { 'Item not received': 'WII', 'a = b': 'DMG', unknown: '' }
    expect(readTable(tableText(table))).toEqual(table)
  })

  it('passes over empty lines, and takes a word alone for nothing', () => {
    expect(readTable('\n  Lost =WII \n\nOther\n = X')).toEqual({ Lost: 'WII', Other: '' })
  })
})

describe('what would come of a sample', () => {
  const tried = (more: Partial<Tried>): Tried => ({
    action: 'raise',
    case: '1',
    send: true,
    text: '',
    closingCode: '',
    trace: [],
    missing: [],
    unused: [],
    ...more,
  })
  const inquiry = { itemId: 'CC473124829GB', workflow: 'WII', product: 'PPR', destination: 'DEA', fields: [] }
  it.each([
    [tried({ refused: { slug: 'inquiry-incomplete', detail: '', errors: [] } }), 'refused'],
    [tried({ inquiry: { ...inquiry, state: 'sent' } }), 'sends'],
    [tried({ inquiry: { ...inquiry, state: 'draft' } }), 'drafts'],
    [tried({ inquiry: { ...inquiry, state: 'draft' }, missing: [{ field: 'destination', reason: 'is missing' }] }), 'incompleteDraft'],
    [tried({ action: 'note' }), 'notes'],
    [tried({ action: 'close' }), 'closes'],
    [tried({ action: 'nothing' }), 'nothing'],
  ])('%#', (one, outcome) => expect(outcomeOf(one)).toBe(outcome))
})
