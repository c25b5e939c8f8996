import { describe, expect, it } from 'vitest'
import { refused, scanOf, shownAs, unfinished, waysOut } from './documents'

const document = (id: string, state: 'announced' | 'accepted' | 'attached' | 'rejected', more: object = {}) => ({
  id,
  state,
  scan: 'notScanned' as const,
  operator: 'GBA',
  ...more,
})

describe('the scan of a document', () => {
  const list = [document('A', 'attached', { scan: 'clean' }), document('B', 'attached')]
  it('is told as it is', () => expect([scanOf('A', list), scanOf('B', list)]).toEqual(['clean', 'notScanned']))
  it('is not told before it is known', () => expect(scanOf('C', list)).toBeUndefined())
})

describe('documents that the inquiry does not hold', () => {
  const list = [
    document('A', 'attached'),
    document('B', 'announced'),
    document('C', 'accepted'),
    document('D', 'rejected'),
    document('E', 'announced', { operator: 'DEA' }),
  ]
  const ids = (some: { id: string }[]) => some.map(({ id }) => id)
  it('were refused', () => expect(ids(refused(list, [{ id: 'A' }]))).toEqual(['D']))
  it('or never finished by our own people', () => expect(ids(unfinished(list, [{ id: 'A' }], 'GBA'))).toEqual(['B', 'C']))
  it('are finished as soon as the inquiry holds them', () => expect(ids(unfinished(list, [{ id: 'B' }], 'GBA'))).toEqual(['C']))
  it('are nobody’s of the network', () => expect(unfinished(list, [], '')).toEqual([]))
})

describe('a document that was never finished', () => {
  it('can be completed or withdrawn', () => expect(waysOut({ state: 'announced' }, ['attach'])).toEqual(['complete', 'withdraw']))
  it('stays once it was looked into', () => expect(waysOut({ state: 'accepted' }, ['attach'])).toEqual(['complete']))
  it('is only withdrawn where nothing is attached any more', () => expect(waysOut({ state: 'announced' }, ['note'])).toEqual(['withdraw']))
  it('is only looked at by who can do nothing', () => expect(waysOut({ state: 'announced' }, [])).toEqual([]))
})

describe('a document', () => {
  it('is shown as what it is', () =>
    expect(['image/png', 'image/jpeg', 'application/pdf', 'text/plain'].map(shownAs)).toEqual(['image', 'image', 'pdf', 'text']))
  it('is never shown as something that could run', () =>
    expect(['text/html', 'image/svg+xml', 'application/xhtml+xml', ''].map(shownAs)).toEqual([undefined, undefined, undefined, undefined]))
})
