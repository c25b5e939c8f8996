import type { Happening } from '../api/types'
import type { Message, Note, Private } from './conversation'
import type { Step } from './journey'

/** What happened at one moment: to the item, or in the inquiry about it. */
export type Moment = {
  key: string
  at: string
  /** The first of its day in the reader's zone. */
  newDay: boolean
} & (
  | { side: 'item'; step: Step }
  | { side: 'inquiry'; turn: Message | Note | Private }
  /** The answer's due time, whether it has passed or not. */
  | { side: 'due' }
  /** Between what happened and what is due. */
  | { side: 'now' }
)

type Told = { happening: Pick<Happening, 'seq' | 'at'> }

/** The item's way and the inquiry on one axis of time, oldest first, with now where something is still due. Of two at the same time the scan comes first: it is what an answer rests on. */
export function together(
  turns: readonly (Message | Note | Private)[],
  steps: readonly Step[],
  dueAt: string | null | undefined,
  zone: string,
  now: Date,
): Moment[] {
  const moments = [
    ...steps.toReversed().map((step) => ({ side: 'item' as const, key: step.key, at: step.time, step })),
    ...turns.map((turn) => ({ side: 'inquiry' as const, key: `turn ${(turn as Told).happening.seq}`, at: turn.happening.at, turn })),
    ...(dueAt ? [{ side: 'due' as const, key: 'due', at: dueAt }] : []),
    ...(dueAt && Date.parse(dueAt) > now.getTime() ? [{ side: 'now' as const, key: 'now', at: now.toISOString() }] : []),
  ]
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  let before = ''
  return moments
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map((one) => {
      const date = day.format(new Date(one.at))
      const newDay = date !== before
      before = date
      return { ...one, newDay }
    })
}

/**
 * The rows of a grid with a column a side that each moment takes: it begins in a row of its own and reaches down to the next of its column. So
 * each begins where its time is, and what is short leaves no gap.
 */
export function rowsOf(moments: readonly Pick<Moment, 'side'>[]): { from: number; to: number }[] {
  const column = (one: Pick<Moment, 'side'>) => one.side === 'item'
  return moments.map((one, place) => {
    const next = moments.findIndex((other, later) => later > place && column(other) === column(one))
    return { from: place + 1, to: (next < 0 ? moments.length : next) + 1 }
  })
}
