import { describe, expect, it } from 'vitest'
import type { Tried } from '../api/crm'
import { EMPTY, mappingOf, outcomeOf, partName, partsOf, readTable, ruleOf, tableText, withoutField, withRule } from './crmMapping'
import { decided, rebase, standing } from './versions'

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

describe('a mapping that two people change at once', () => {
  const base = {
    case: { from: 'ticket.id' },
    action: { from: 'event', table: 'actions', otherwise: 'nothing' },
    item: { from: 'ticket.item' },
    fields: { senderName: { from: 'ticket.name' }, contents: {} },
    tables: { actions: { created: 'raise', 'a.b = c': '', solved: 'close' }, empty: {} },
  }

  it('is the same after it was taken apart', () => {
    expect(mappingOf(partsOf(base))).toEqual(base)
    expect(mappingOf(partsOf(EMPTY))).toEqual(EMPTY)
  })

  it('names what its parts are of', () => {
    expect(Object.keys(partsOf(base)).map(partName)).toEqual([
      { member: 'case' },
      { member: 'action' },
      { member: 'item' },
      { member: 'fields.senderName' },
      { member: 'fields.contents' },
      { table: 'actions' },
      { table: 'empty' },
      { table: 'actions', word: 'created' },
      { table: 'actions', word: 'a.b = c' },
      { table: 'actions', word: 'solved' },
    ])
  })

  it('keeps what each changed alone, also of one table', () => {
    const mine = {
      ...base,
      item: { from: 'ticket.number' },
      tables: { ...base.tables, actions: { ...base.tables.actions, noted: 'note' } },
    }
    const { solved: _gone, ...actions } = base.tables.actions
    const theirs = { ...base, fields: { contents: {} }, tables: { ...base.tables, actions: { ...actions, ignored: '' } } }
    const { value, clashing, taken } = rebase(partsOf(base), partsOf(mine), partsOf(theirs))
    expect(clashing).toEqual([])
    expect(taken.map(partName)).toEqual([
      { member: 'fields.senderName' },
      { table: 'actions', word: 'solved' },
      { table: 'actions', word: 'ignored' },
    ])
    expect(mappingOf(value as ReturnType<typeof partsOf>)).toEqual({
      ...base,
      item: { from: 'ticket.number' },
      fields: { contents: {} },
      tables: { actions: { created: 'raise', 'a.b = c': '', noted: 'note', ignored: '' }, empty: {} },
    })
  })

  it('leaves to the person where both changed the same', () => {
    const mine = { ...base, item: { from: 'mine' }, tables: { ...base.tables, actions: { ...base.tables.actions, solved: 'note' } } }
    const { actions: _gone, ...tables } = base.tables
    const theirs = { ...base, item: { from: 'theirs' }, tables }
    const kept = { version: 2, base: partsOf(base), value: partsOf(mine) }
    const { clashing, version } = standing(kept, partsOf(theirs), 3)
    expect(clashing.map(partName)).toEqual([{ member: 'item' }, { table: 'actions', word: 'solved' }])
    expect(version).toBe(2)
    const chosen = (whose: 'mine' | 'theirs') => mappingOf(decided(kept, partsOf(theirs), 3, whose).value)
    expect(chosen('theirs')).toEqual(theirs)
    expect(chosen('mine')).toEqual({ ...theirs, item: { from: 'mine' }, tables: { ...tables, actions: { solved: 'note' } } })
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
