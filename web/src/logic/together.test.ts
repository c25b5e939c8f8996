import { describe, expect, it } from 'vitest'
import type { Happening, TrackingEvent } from '../api/types'
import { conversationOf } from './conversation'
import { journey } from './journey'
import { rowsOf, together } from './together'

const turns = (...at: string[]) =>
  conversationOf(at.map((one, seq) => ({ seq, kind: seq === 0 ? 'sent' : 'replied', at: one, actor: { kind: 'agent' } }) as Happening))
const steps = (...at: string[]) =>
  journey({ events: at.map((time) => ({ code: 'EMD', time, office: 'DEFRAA', sender: 'DEA' }) as TrackingEvent), carriages: [] })

const LATER = new Date('2026-12-01T00:00:00Z')

describe('one axis of time', () => {
  it('is oldest first, whatever side it is of', () => {
    const moments = together(
      turns('2026-11-20T10:00:00Z', '2026-11-22T10:00:00Z'),
      steps('2026-11-19T10:00:00Z', '2026-11-21T10:00:00Z'),
      '2026-11-23T10:00:00Z',
      'UTC',
      LATER,
    )
    expect(moments.map((one) => one.side)).toEqual(['item', 'inquiry', 'item', 'inquiry', 'due'])
  })

  it('shows now where something is still due, and not after it', () => {
    const sides = (now: string) =>
      together(turns('2026-11-20T10:00:00Z'), [], '2026-11-23T10:00:00Z', 'UTC', new Date(now)).map((one) => one.side)
    expect(sides('2026-11-22T10:00:00Z')).toEqual(['inquiry', 'now', 'due'])
    expect(sides('2026-11-24T10:00:00Z')).toEqual(['inquiry', 'due'])
  })

  it('puts a scan before the answer of the same moment', () => {
    const moments = together(turns('2026-11-20T10:00:00Z'), steps('2026-11-20T10:00:00Z'), null, 'UTC', LATER)
    expect(moments.map((one) => one.side)).toEqual(['item', 'inquiry'])
  })

  it('compares instants, not how they are written', () => {
    const moments = together(turns('2026-11-20T10:00:00Z'), steps('2026-11-20T11:30:00+02:00'), null, 'UTC', LATER)
    expect(moments.map((one) => one.side)).toEqual(['item', 'inquiry'])
  })

  it('begins a day where the reader’s clock does', () => {
    const late = ['2026-11-20T22:30:00Z', '2026-11-20T23:30:00Z'] as const
    expect(together(turns(...late), [], null, 'Europe/London', LATER).map((one) => one.newDay)).toEqual([true, false])
    expect(together(turns(...late), [], null, 'Europe/Berlin', LATER).map((one) => one.newDay)).toEqual([true, true])
  })

  it('has nothing where nothing is known', () => expect(together([], [], null, 'UTC', LATER)).toEqual([]))
})

describe('the rows of the two columns', () => {
  const sides = (text: string) => [...text].map((one) => ({ side: one === 'i' ? ('item' as const) : ('inquiry' as const) }))

  it('let each reach down to the next of its column', () =>
    expect(rowsOf(sides('iqqi'))).toEqual([
      { from: 1, to: 4 },
      { from: 2, to: 3 },
      { from: 3, to: 5 },
      { from: 4, to: 5 },
    ]))

  it('count the due time to the inquiry', () =>
    expect(rowsOf([{ side: 'inquiry' }, { side: 'due' }])).toEqual([
      { from: 1, to: 2 },
      { from: 2, to: 3 },
    ]))
})
