import type { Happening, Inquiry } from '../api/types'

export type Speaker = 'requester' | 'replier'

/** One turn between the two posts, with what became of it on the other side. */
export interface Message {
  type: 'message'
  happening: Happening
  speaker: Speaker
  stamps: { kind: 'delivered' | 'opened' | 'read'; at: string }[]
}

/** Something the system noticed in between. */
export interface Note {
  type: 'note'
  happening: Happening
}

const SPEAKER: Record<string, Speaker> = {
  sent: 'requester',
  supplemented: 'requester',
  closed: 'requester',
  replied: 'replier',
  returned: 'replier',
}
const STAMP: Record<string, Message['stamps'][number]['kind']> = { routed: 'delivered', opened: 'opened', read: 'read' }
const NOTES = ['dueSoon', 'overdue', 'trackingUpdated', 'unroutable']

/** The history as a conversation: what was said are messages, receipts are stamps on them, the rest are notes. Work on the draft stays private. */
export function conversationOf(history: readonly Happening[]): (Message | Note)[] {
  const turns: (Message | Note)[] = []
  let last: Message | undefined
  for (const happening of history) {
    const speaker = SPEAKER[happening.kind]
    const stamp = STAMP[happening.kind]
    if (speaker) {
      last = { type: 'message', happening, speaker, stamps: [] }
      turns.push(last)
    } else if (stamp && last && !last.stamps.some((one) => one.kind === stamp)) {
      last.stamps.push({ kind: stamp, at: happening.at })
    } else if (NOTES.includes(happening.kind)) {
      turns.push({ type: 'note', happening })
    }
  }
  return turns
}

/** What happened since the version somebody was looking at, as the conflict's problem tells it. */
export function changesOf(extra: Readonly<Record<string, unknown>>): Happening[] {
  return Array.isArray(extra.changes) ? (extra.changes as Happening[]) : []
}

/** The other side of an inquiry, as its reader sees it. */
export function partnerOf(inquiry: Pick<Inquiry, 'side' | 'requester' | 'replier'>) {
  return inquiry.side === 'replier' ? inquiry.requester : inquiry.replier
}
