import { describe, expect, it } from 'vitest'
import { DEFAULT_WISHES, dealtFrom, openAt, type Told, toTell, upToDealt, type Wishes, wishesFrom } from './notify'

const alert = (id: string, inquiryId: string, more: Partial<Told> = {}): Told => ({
  id,
  inquiryId,
  kind: 'new',
  urgent: false,
  read: false,
  ...more,
})
const wishes: Wishes = { ...DEFAULT_WISHES, on: true }
const none = { seen: [], waits: false }

describe('what a device is told', () => {
  it('is nothing that was there before somebody chose it', () => {
    const first = toTell([alert('2', 'q'), alert('1', 'q')], undefined, wishes, true)
    expect(first).toEqual({ notices: [], dealt: { seen: ['2', '1'], waits: false } })
    expect(toTell([alert('3', 'q'), alert('2', 'q')], first.dealt, wishes, true).notices).toMatchObject([
      { tag: 'q', count: 1, about: { id: '3' } },
    ])
  })

  it('is one notification an inquiry, the newest alert of it', () =>
    expect(toTell([alert('3', 'a'), alert('2', 'b'), alert('1', 'a')], none, wishes, true).notices).toMatchObject([
      { tag: 'a', count: 2, about: { id: '3' } },
      { tag: 'b', count: 1 },
    ]))

  it('is told once, whichever window asks again', () => {
    const alerts = [alert('1', 'a')]
    const once = toTell(alerts, none, wishes, true)
    expect(toTell(alerts, once.dealt, wishes, true).notices).toEqual([])
  })

  it('is neither what was read nor what nobody wants', () =>
    expect(toTell([alert('1', 'a', { read: true }), alert('2', 'b', { kind: 'attached' })], none, wishes, true).notices).toEqual([]))

  it('is one of all, when much comes at once', () => {
    const many = ['1', '2', '3', '4'].map((id) => alert(id, id))
    expect(toTell(many, none, wishes, true).notices).toEqual([{ tag: 'all', count: 4, inquiries: 4, whileClosed: false }])
  })
})

describe('alerts that came while nobody asked', () => {
  const ids = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_one, place) => ({ id: String(from - place) }))
  const pages: Record<string, { items: { id: string }[]; nextCursor?: string }> = {
    two: { items: ids(75, 51), nextCursor: 'three' },
    three: { items: ids(50, 26), nextCursor: 'four' },
    four: { items: ids(25, 1) },
  }
  const first = { items: ids(100, 76), nextCursor: 'two' }
  const read = (asked: string[]) => async (cursor: string) => {
    asked.push(cursor)
    const page = pages[cursor]
    if (!page) throw new Error('no connection')
    return page
  }

  it('are all told, however many pages they fill, and no older page is read', async () => {
    const asked: string[] = []
    const found = await upToDealt(first, ['40', '39'], read(asked))
    expect(asked).toEqual(['two', 'three'])
    expect(found.slice(0, 61).map(({ id }) => id)).toEqual(ids(100, 40).map(({ id }) => id))
  })

  it('end on the first page where one of it was seen, and at the end of the list', async () => {
    const asked: string[] = []
    expect(await upToDealt(first, ['90'], read(asked))).toHaveLength(25)
    expect(await upToDealt(first, undefined, read(asked))).toHaveLength(25)
    expect(asked).toEqual([])
    expect(await upToDealt(first, [], read(asked))).toHaveLength(100)
  })

  it('are not dealt with in part: a page that cannot be read leaves all for the next time', () =>
    expect(upToDealt({ ...first, nextCursor: 'lost' }, ['1'], read([]))).rejects.toThrow('no connection'))
})

describe('outside the hours of the call centre', () => {
  const alerts = [alert('2', 'b', { urgent: true }), alert('1', 'a')]

  it('nothing is told, and all of it together when the call centre opens', () => {
    const night = toTell(alerts, none, wishes, false)
    expect(night).toMatchObject({ notices: [], dealt: { waits: true } })
    const morning = toTell(alerts, night.dealt, wishes, true)
    expect(morning.notices).toEqual([{ tag: 'all', count: 2, inquiries: 2, whileClosed: true }])
    expect(toTell(alerts, morning.dealt, wishes, true).notices).toEqual([])
  })

  it('what one inquiry brought is told as such in the morning', () => {
    const night = toTell([alert('1', 'a')], none, wishes, false)
    expect(toTell([alert('1', 'a')], night.dealt, wishes, true).notices).toMatchObject([{ tag: 'a', count: 1 }])
  })

  it('what somebody read in the night is not told in the morning', () => {
    const night = toTell([alert('1', 'a')], none, wishes, false)
    expect(toTell([alert('1', 'a', { read: true })], night.dealt, wishes, true).notices).toEqual([])
  })

  it('what is urgent is told where somebody wants it, and not again in the morning', () => {
    const always = { ...wishes, urgentAlways: true }
    const night = toTell(alerts, none, always, false)
    expect(night.notices).toMatchObject([{ tag: 'b' }])
    expect(toTell(alerts, night.dealt, always, true).notices).toMatchObject([{ tag: 'a' }])
  })
})

describe('whether a call centre is open', () => {
  const evening = { openNow: true, nextChange: '2026-11-27T17:00:00Z' }
  it('changes when the API said it would', () => {
    expect(openAt(evening, Date.parse('2026-11-27T16:59:59Z'))).toBe(true)
    expect(openAt(evening, Date.parse('2026-11-27T17:00:00Z'))).toBe(false)
    expect(openAt({ openNow: false, nextChange: null }, Date.parse('2026-11-27T17:00:00Z'))).toBe(false)
  })
})

describe('what a device keeps', () => {
  it('is off until somebody says otherwise, whatever stands there', () => {
    for (const kept of [null, '', 'nonsense', '{"on":1}', '{"on":"yes","kinds":7}']) expect(wishesFrom(kept).on).toBe(false)
    expect(wishesFrom('{"on":true,"kinds":["new","brandNew"],"urgentAlways":true}')).toEqual({
      on: true,
      kinds: ['new'],
      urgentAlways: true,
    })
  })

  it('never grows', () => {
    const seen = Array.from({ length: 900 }, (_, n) => `old${n}`)
    expect(toTell([alert('1', 'a')], { seen, waits: false }, wishes, true).dealt.seen).toHaveLength(400)
  })

  it('is nothing where it cannot be read', () => {
    expect(dealtFrom(null)).toBeUndefined()
    expect(dealtFrom('{"seen":3}')).toBeUndefined()
    expect(dealtFrom('{"seen":["a",7],"waits":true}')).toEqual({ seen: ['a'], waits: true })
  })
})
