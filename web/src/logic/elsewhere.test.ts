import { describe, expect, it } from 'vitest'
import { othersOf, unreadIn } from './elsewhere'

const own = [
  { id: 'GBA-DON', name: 'Doncaster' },
  { id: 'GBA-BEL', name: 'Belfast' },
  { id: 'GBA-LON', name: 'London' },
]

describe('the call centres that are not worked for now', () => {
  it('are all of the person’s but that one, each with what is unread there', () => {
    const counts = [
      { centre: 'GBA-DON', unread: 3 },
      { centre: 'GBA-BEL', unread: 2 },
    ]
    expect(othersOf(own, 'GBA-DON', counts)).toEqual([
      { id: 'GBA-BEL', name: 'Belfast', unread: 2 },
      { id: 'GBA-LON', name: 'London', unread: 0 },
    ])
    expect(unreadIn(othersOf(own, 'GBA-BEL', counts))).toBe(3)
  })

  it('say nothing of what is unread until that is known', () => {
    expect(othersOf(own, 'GBA-DON', undefined).map((one) => one.unread)).toEqual([undefined, undefined])
    expect(unreadIn(othersOf(own, 'GBA-DON', undefined))).toBe(0)
  })

  it('are none for whoever works in one', () => expect(othersOf(own.slice(0, 1), 'GBA-DON', [])).toEqual([]))
})
