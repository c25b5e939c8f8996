import { describe, expect, it } from 'vitest'
import { decided, rebase, same, standing } from './versions'

const BASE = { name: 'Alex', contents: 'Books', weight: 500 }

describe('an edit that somebody else was quicker with', () => {
  it('keeps what each changed alone', () =>
    expect(rebase(BASE, { ...BASE, name: 'Alexandra' }, { ...BASE, weight: 700 })).toEqual({
      value: { name: 'Alexandra', contents: 'Books', weight: 700 },
      clashing: [],
      taken: ['weight'],
    }))

  it('tells what both changed, and keeps mine until a person decides', () =>
    expect(rebase(BASE, { ...BASE, contents: 'Three books' }, { ...BASE, contents: 'A lamp' })).toMatchObject({
      value: { contents: 'Three books' },
      clashing: ['contents'],
      taken: [],
    }))

  it('has nothing to tell where both say the same, or nothing of it was edited', () => {
    expect(rebase(BASE, { ...BASE, name: 'Bo' }, { ...BASE, name: 'Bo' })).toMatchObject({ clashing: [], taken: [] })
    expect(rebase(BASE, BASE, BASE)).toEqual({ value: BASE, clashing: [], taken: [] })
  })

  it('knows what was emptied and what is new', () => {
    const { contents: _gone, ...emptied } = BASE
    expect(rebase(BASE, { ...BASE, contents: 'A vase' }, emptied).clashing).toEqual(['contents'])
    expect(rebase(BASE, emptied, { ...BASE, contents: 'A lamp' }).clashing).toEqual(['contents'])
    expect(rebase(BASE, { ...BASE, remark: 'Urgent' }, BASE)).toMatchObject({ value: { remark: 'Urgent' }, clashing: [], taken: [] })
    expect(rebase(BASE, BASE, { ...BASE, remark: 'Urgent' }).taken).toEqual(['remark'])
  })
})

it('two ways to say the same are no difference', () => {
  expect(same('', undefined)).toBe(true)
  expect(same([], null)).toBe(true)
  expect(same({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true)
  expect(same(['a', 'b'], ['b', 'a'])).toBe(false)
  expect(same(0, '')).toBe(false)
  expect(same(false, undefined)).toBe(false)
})

describe('an edit that is kept until it is saved', () => {
  const kept = { version: 1, base: BASE, value: { ...BASE, contents: 'Three books' } }

  it('is saved over the version that it was begun on', () =>
    expect(standing(kept, BASE, 1)).toEqual({ value: kept.value, version: 1, moved: false, clashing: [], taken: [] }))

  it('is nothing while nobody typed: what is there stands', () =>
    expect(standing(null, BASE, 4)).toEqual({ value: BASE, version: 4, moved: false, clashing: [], taken: [] }))

  it('goes on to the next version by itself where it does not meet the other one', () =>
    expect(standing(kept, { ...BASE, weight: 700 }, 2)).toEqual({
      value: { ...BASE, contents: 'Three books', weight: 700 },
      version: 2,
      moved: true,
      clashing: [],
      taken: ['weight'],
    }))

  it('is not saved over what it clashes with until a person has decided', () => {
    const theirs = { ...BASE, contents: 'A lamp', weight: 700 }
    expect(standing(kept, theirs, 2)).toEqual({ value: kept.value, version: 1, moved: true, clashing: ['contents'], taken: ['weight'] })
    const mine = decided(kept, theirs, 2, 'mine')
    expect(mine).toEqual({ version: 2, base: theirs, value: { ...BASE, contents: 'Three books', weight: 700 } })
    expect(standing(mine, theirs, 2)).toMatchObject({ value: mine.value, version: 2, moved: false, clashing: [] })
    expect(decided(kept, theirs, 2, 'theirs').value).toEqual(theirs)
  })

  it('clashes in all that differs when nobody knows what it was made of', () =>
    expect(standing({ version: 1, value: { ...BASE, name: 'Bo' } }, BASE, 2).clashing).toEqual(['name']))
})
