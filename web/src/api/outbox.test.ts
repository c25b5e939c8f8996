import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HOLD_MS, holdFor, isHeld, retryIn, secondsUntil } from '../logic/holding'
import { type Held, type NewStep, Outbox, problemIn } from './outbox'
import { Problem, unreachable } from './problem'
import type { Inquiry } from './types'

class Store {
  readonly #kept = new Map<string, string>()
  get length() {
    return this.#kept.size
  }
  key = (place: number) => [...this.#kept.keys()][place] ?? null
  getItem = (key: string) => this.#kept.get(key) ?? null
  setItem = (key: string, value: string) => void this.#kept.set(key, value)
  removeItem = (key: string) => void this.#kept.delete(key)
}

const NOW = Date.parse('2026-11-26T10:00:00Z')
const TAKEN = { id: 'I1' } as Inquiry

function world(store = new Store(), owner = 'window-1', person = 'bruno') {
  let keys = 0
  const api = {
    answers: [] as (Inquiry | Problem)[],
    sent: [] as string[],
    done: [] as Held[],
    refused: [] as Held[],
  }
  const outbox = new Outbox({
    person,
    owner,
    store,
    now: () => Date.now(),
    newKey: () => `${owner}-key-${++keys}`,
    send: async (held) => {
      api.sent.push(held.id)
      const next = api.answers.shift() ?? TAKEN
      if (next instanceof Problem) throw next
      return next
    },
    sent: (held) => api.done.push(held),
    refused: (held) => api.refused.push(held),
  })
  return { outbox, api, store }
}

const step = (inquiry = 'I1') => ({
  inquiry,
  item: 'CC473124829GB',
  partner: 'Royal Mail',
  action: { do: 'reply', code: 'DLV', fields: { place: 'Bonn' }, version: 3 } as const,
  drafts: [`reply.${inquiry}`],
  due: Date.now() + HOLD_MS,
})

beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

describe('an answer that was sent', () => {
  it('is held for ten seconds and sent once', async () => {
    const { outbox, api } = world()
    outbox.add(step())
    await vi.advanceTimersByTimeAsync(HOLD_MS - 1)
    expect(api.sent).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(api.sent).toEqual(['window-1-key-1'])
    expect(api.done[0]?.drafts).toEqual(['reply.I1'])
    await vi.advanceTimersByTimeAsync(600_000)
    expect([api.sent.length, outbox.all().length]).toEqual([1, 0])
  })

  it('can be taken back as long as it is held: then it is never sent', async () => {
    const { outbox, api, store } = world()
    const { id } = outbox.add(step())
    await vi.advanceTimersByTimeAsync(HOLD_MS - 1)
    expect(outbox.undo(id)).toBe(true)
    await vi.advanceTimersByTimeAsync(600_000)
    expect([api.sent, outbox.all().length, store.length]).toEqual([[], 0, 0])
  })

  it('cannot be taken back once it is on its way', async () => {
    const { outbox, api } = world()
    const { id } = outbox.add(step())
    const sending = outbox.sendNow(id)
    expect(outbox.undo(id)).toBe(false)
    await sending
    expect(api.done).toHaveLength(1)
  })

  it('waits for no other: each inquiry has its own countdown', async () => {
    const { outbox, api } = world()
    outbox.add(step('I1'))
    await vi.advanceTimersByTimeAsync(4_000)
    outbox.add(step('I2'))
    await vi.advanceTimersByTimeAsync(6_000)
    expect(api.done.map((one) => one.inquiry)).toEqual(['I1'])
    await vi.advanceTimersByTimeAsync(4_000)
    expect(api.done.map((one) => one.inquiry)).toEqual(['I1', 'I2'])
  })

  it('is sent at once when the window goes', async () => {
    const { outbox, api } = world()
    outbox.add(step())
    await outbox.flush()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(api.sent).toHaveLength(1)
  })
})

describe('without a connection', () => {
  it('a step waits and is sent again under the same key until it is answered', async () => {
    const { outbox, api } = world()
    api.answers.push(unreachable(), new Problem('internal', 503, ''), new Problem('unauthenticated', 401, ''))
    outbox.add(step())
    await vi.advanceTimersByTimeAsync(HOLD_MS)
    expect(outbox.of('I1')?.state).toBe('waiting')
    await vi.advanceTimersByTimeAsync(retryIn(1) + retryIn(2) + retryIn(3))
    expect(new Set(api.sent)).toEqual(new Set(['window-1-key-1']))
    expect([api.sent.length, api.done.length, outbox.all().length]).toEqual([4, 1, 0])
  })

  it('is sent as soon as the connection is back', async () => {
    const { outbox, api } = world()
    api.answers.push(unreachable())
    outbox.add(step())
    await vi.advanceTimersByTimeAsync(HOLD_MS)
    await outbox.flush()
    expect([api.sent.length, api.done.length]).toEqual([2, 1])
  })

  it('a step that may have arrived cannot be taken back', async () => {
    const { outbox, api } = world()
    api.answers.push(unreachable())
    const { id } = outbox.add(step())
    await vi.advanceTimersByTimeAsync(HOLD_MS)
    expect(outbox.undo(id)).toBe(false)
    expect(outbox.all()).toHaveLength(1)
  })
})

describe('beside an answer', () => {
  const beside = (action: NewStep['action'], more: Partial<NewStep> = {}) => ({
    ...step(),
    drafts: [],
    action,
    state: 'waiting' as const,
    ...more,
  })

  it('a note and whose work it is wait by themselves: the answer is not theirs', () => {
    const { outbox } = world()
    outbox.add(beside({ do: 'note', text: 'Called the sender' }))
    outbox.add(beside({ do: 'assign', agent: 'me' }))
    expect(outbox.of('I1')).toBeUndefined()
    expect(outbox.of('I1', 'note')?.action).toEqual({ do: 'note', text: 'Called the sender' })
    expect(outbox.of('I1', 'assign')?.action).toEqual({ do: 'assign', agent: 'me' })
    outbox.add(step())
    expect(outbox.all()).toHaveLength(3)
  })

  it('a question that is not raised yet is known by its form, and is raised once under one key', async () => {
    const { outbox, api } = world()
    const raise = { do: 'raise', itemId: 'CC473124829GB', workflow: 'WII', centre: 'GBA-DON', fields: {}, send: true } as const
    outbox.add(beside(raise, { inquiry: '', id: 'tried-before', drafts: ['ask.CC473124829GB'] }))
    outbox.add(beside(raise, { inquiry: '', drafts: ['ask.CP100000001GB'] }))
    expect(outbox.ofDraft('ask.CC473124829GB')?.id).toBe('tried-before')
    expect(outbox.of('')).toBeUndefined()
    api.answers.push(unreachable())
    await outbox.flush()
    await outbox.flush()
    expect(api.sent.filter((id) => id === 'tried-before')).toHaveLength(2)
    expect([api.done.length, outbox.all().length]).toEqual([2, 0])
  })
})

describe('a step that is refused', () => {
  it('is kept with what was said about it, is not sent again, and gives way to the next one', async () => {
    const { outbox, api } = world()
    api.answers.push(new Problem('inquiry-changed', 409, 'Changed.', [], '', { changes: [{ kind: 'replied' }] }))
    outbox.add(step())
    await vi.advanceTimersByTimeAsync(600_000)
    expect([api.sent.length, api.refused.length]).toEqual([1, 1])
    const held = outbox.of('I1')
    expect(held && problemIn(held)?.extra.changes).toEqual([{ kind: 'replied' }])
    outbox.add(step())
    expect(outbox.all().map((one) => one.state)).toEqual(['held'])
  })
})

describe('after a reload, a closed window or a new sign-in', () => {
  it('the same window goes on with what it held, under the same key', async () => {
    const { outbox, store } = world()
    outbox.add(step())
    outbox.stop()
    const later = world(store)
    later.outbox.adopt(new Set(['window-1']))
    await vi.advanceTimersByTimeAsync(HOLD_MS)
    expect(later.api.sent).toEqual(['window-1-key-1'])
  })

  it('what was on its way is asked about again', async () => {
    const { outbox, store, api } = world()
    api.answers.push(unreachable())
    outbox.add(step())
    void outbox.flush()
    outbox.stop()
    const later = world(store)
    later.outbox.adopt(new Set())
    await vi.advanceTimersByTimeAsync(HOLD_MS)
    expect(later.api.done).toHaveLength(1)
  })

  it('another window leaves it alone while its own one lives, and takes over when that is gone', async () => {
    const { outbox, store } = world()
    outbox.add(step())
    outbox.stop()
    const other = world(store, 'window-2')
    other.outbox.adopt(new Set(['window-1', 'window-2']))
    expect(other.outbox.all()).toEqual([])
    other.outbox.adopt(new Set(['window-2']))
    await vi.advanceTimersByTimeAsync(HOLD_MS)
    expect(other.api.sent).toEqual(['window-1-key-1'])
  })

  it('somebody else at the same browser never sends it', () => {
    const { outbox, store } = world()
    outbox.add(step())
    outbox.stop()
    const other = world(store, 'window-2', 'ana')
    other.outbox.adopt(new Set())
    expect(other.outbox.all()).toEqual([])
  })
})

describe('which steps are held', () => {
  it('are those that the other post sees and nobody takes back there', () =>
    expect(['reply', 'supplement', 'escalate', 'reject'].filter((step) => !isHeld(step))).toEqual([]))
  it('are not those that can be undone, or that only change what one’s own post sees', () =>
    expect(['raise', 'send', 'close', 'note', 'assign', 'read', 'open', 'handOver', 'readdress', 'merge', 'join'].filter(isHeld)).toEqual(
      [],
    ))
})

describe('how long a step is held', () => {
  it('is ten seconds, and nothing when it would become late by it', () => {
    expect(holdFor(NOW, null)).toBe(HOLD_MS)
    expect(holdFor(NOW, '2026-11-26T10:05:00Z')).toBe(HOLD_MS)
    expect(holdFor(NOW, '2026-11-26T10:00:12Z')).toBe(0)
    expect(holdFor(NOW, '2026-11-26T09:00:00Z')).toBe(HOLD_MS)
  })
  it('is counted down in whole seconds', () =>
    expect([10_000, 9_001, 1, 0, -5].map((left) => secondsUntil(NOW + left, NOW))).toEqual([10, 10, 1, 0, 0]))
  it('grows from try to try, up to a minute', () => expect([1, 2, 3, 9].map(retryIn)).toEqual([5_000, 10_000, 20_000, 60_000]))
})
