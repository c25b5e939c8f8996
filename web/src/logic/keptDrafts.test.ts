import { describe, expect, it } from 'vitest'
import { type DraftStore, draftKey, forgetAllOf, forgetOld, KEPT_MS, packed, unpacked } from './keptDrafts'

const NOW = Date.UTC(2026, 10, 27, 9)

function store(kept: Record<string, string>): DraftStore & { names(): string[] } {
  const all = new Map(Object.entries(kept))
  return {
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
    key: (place) => [...all.keys()][place] ?? null,
    get length() {
      return all.size
    },
    names: () => [...all.keys()],
  }
}

describe('what was typed and not sent', () => {
  it('is there again for seven days after the last key', () => {
    const text = packed({ text: 'Not at the depot' }, NOW)
    expect(unpacked(text, NOW + KEPT_MS - 1)).toEqual({ value: { text: 'Not at the depot' } })
    expect(unpacked(text, NOW + KEPT_MS)).toBeUndefined()
  })

  it('may be nothing, which is not the same as not kept', () => {
    expect(unpacked(packed('', NOW), NOW)).toEqual({ value: '' })
    expect(unpacked(packed(null, NOW), NOW)).toEqual({ value: null })
    for (const text of [null, '', 'half of {', '"words"', 'null']) expect(unpacked(text, NOW)).toBeUndefined()
  })

  it('goes when it is old, whoever typed it, and nothing else does', () => {
    const old = packed('old', NOW - KEPT_MS)
    const here = store({
      [draftKey('ana', 'note.1')]: packed('new', NOW - 1),
      [draftKey('ana', 'note.2')]: old,
      [draftKey('bob', 'note.1')]: old,
      [draftKey('bob', 'note.2')]: 'half of {',
      'whereabouts.outbox.ana.1': old,
    })
    forgetOld(here, NOW)
    expect(here.names()).toEqual([draftKey('ana', 'note.1'), 'whereabouts.outbox.ana.1'])
  })

  it('goes when its person signs out, and stays for everybody else', () => {
    const here = store({
      [draftKey('ana', 'note.1')]: packed('a', NOW),
      [draftKey('ana', 'reply.1')]: packed('b', NOW),
      [draftKey('anabel', 'note.1')]: packed('c', NOW),
      'whereabouts.outbox.ana.1': '{}',
    })
    forgetAllOf(here, 'ana')
    expect(here.names()).toEqual([draftKey('anabel', 'note.1'), 'whereabouts.outbox.ana.1'])
  })
})
