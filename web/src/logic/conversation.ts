import type { Happening, Inquiry } from '../api/types'

export type Speaker = 'requester' | 'replier'

/** One turn between the two posts, with what became of it on the other side. */
export interface Message {
  type: 'message'
  happening: Happening
  speaker: Speaker
  stamps: { kind: 'delivered' | 'opened' | 'read'; at: string }[]
  /** The asker did not take this answer as one. */
  rejected: boolean
}

/** Something that was noticed or done in between. */
export interface Note {
  type: 'note'
  happening: Happening
}

/** Words for colleagues: the other post never sees them. */
export interface Private {
  type: 'private'
  happening: Happening
}

const SPEAKER: Record<string, Speaker> = {
  sent: 'requester',
  supplemented: 'requester',
  escalated: 'requester',
  rejected: 'requester',
  closed: 'requester',
  replied: 'replier',
  returned: 'replier',
}
/** What goes straight to the call centre that has it, whose clock goes on, is delivered as it is said; a question is once it was routed. */
const STRAIGHT = ['supplemented', 'escalated', 'rejected']
const STAMP: Record<string, Message['stamps'][number]['kind']> = { routed: 'delivered', opened: 'opened', read: 'read' }
const NOTES = [
  'dueSoon',
  'overdue',
  'dueMoved',
  'moveEnded',
  'followUp',
  'reminded',
  'trackingUpdated',
  'unroutable',
  'readdressed',
  'handedOver',
  'assigned',
  'merged',
  'attached',
  'closed',
  'archived',
  'erased',
]
const PRIVATE = ['noted', 'joined']

/** An end that nobody said: by itself, by opening an information, or because another inquiry goes on. */
const silent = (one: Happening) => one.kind === 'closed' && (!['agent', 'machine'].includes(one.actor.kind) || Boolean(one.merged))

/** The history as a conversation: what was said are messages, receipts are stamps on them, the rest are notes. Work on the draft stays private. */
export function conversationOf(history: readonly Happening[]): (Message | Note | Private)[] {
  const turns: (Message | Note | Private)[] = []
  let last: Message | undefined
  for (const happening of history) {
    const speaker = silent(happening) ? undefined : SPEAKER[happening.kind]
    const stamp = STAMP[happening.kind]
    if (speaker) {
      if (happening.kind === 'rejected' && last?.speaker === 'replier') last.rejected = true
      const there = STRAIGHT.includes(happening.kind) && happening.dueAt
      last = { type: 'message', happening, speaker, stamps: there ? [{ kind: 'delivered', at: happening.at }] : [], rejected: false }
      turns.push(last)
    } else if (stamp && last && !last.stamps.some((one) => one.kind === stamp)) {
      last.stamps.push({ kind: stamp, at: happening.at })
    } else if (PRIVATE.includes(happening.kind)) {
      turns.push({ type: 'private', happening })
    } else if (NOTES.includes(happening.kind) && (last || happening.kind === 'unroutable')) {
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

/** Which sentence tells a note: customs and proposals say more than that an event came. */
export function noteKey(happening: Happening): string {
  const { kind, customs, proposed, assignee, stage, merged } = happening
  if (kind === 'trackingUpdated' && customs) return customs === 'held' ? 'customsHeld' : 'customsReleased'
  if (kind === 'trackingUpdated' && proposed) return 'trackingProposes'
  if (kind === 'assigned') return assignee?.subject ? 'assigned' : 'released'
  if (kind === 'dueSoon' && stage === 2) return 'dueVerySoon'
  if (kind === 'reminded') return `reminded_${happening.reason}`
  if (kind === 'closed') return merged ? 'closedInto' : 'closedBySystem'
  return kind
}
