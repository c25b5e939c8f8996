import { describe, expect, it } from 'vitest'
import { folderKey, leave, left, turnedTo } from './folderMemory'

const NEW = { address: '', scroll: 0, selected: [], starts: [''], filter: '', loaded: 1 }

function store() {
  const kept = new Map<string, string>()
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
}

describe('a folder that was left', () => {
  it('is found as it was, part by part', () => {
    const here = store()
    const key = folderKey('ana', 'GBA-DON', 'waiting')
    expect(left(here, key)).toEqual(NEW)
    leave(here, key, { address: '?urgent=true', selected: ['1'] })
    leave(here, key, { scroll: 420 })
    expect(left(here, key)).toEqual({ ...NEW, address: '?urgent=true', scroll: 420, selected: ['1'] })
  })

  it('is one per person, call centre and folder', () => {
    const here = store()
    leave(here, folderKey('ana', 'GBA-DON', 'waiting'), { scroll: 1 })
    for (const other of [
      folderKey('bob', 'GBA-DON', 'waiting'),
      folderKey('ana', 'GBA-LON', 'waiting'),
      folderKey('ana', 'GBA-DON', 'toDo'),
    ])
      expect(left(here, other).scroll).toBe(0)
  })

  it('is as new where what was kept cannot be read', () => {
    expect(left({ getItem: () => '{', setItem: () => undefined }, 'x')).toEqual(NEW)
  })

  it('is on the page that was turned to, as long as it is narrowed in the same way', () => {
    const how = { ...NEW, starts: ['', 'c100'], filter: '?urgent=true', loaded: 3 }
    expect(turnedTo(how, '?urgent=true')).toEqual({ starts: ['', 'c100'], loaded: 3 })
    expect(turnedTo(how, '')).toEqual({ starts: [''], loaded: 1 })
    expect(turnedTo({ ...how, starts: [] }, '?urgent=true')).toEqual({ starts: [''], loaded: 1 })
  })
})
