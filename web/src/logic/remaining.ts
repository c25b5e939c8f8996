/** How a deadline stands, decided from what the API says; nothing here reads a clock. */
export type Urgency = 'none' | 'ample' | 'soon' | 'over'

export interface Deadline {
  remainingMinutes?: number | null
  targetMinutes?: number | null
  overdue?: boolean
  dueSoon?: boolean
}

/** What a due time comes to in the state that its inquiry is in: only one that runs has working time left. */
export type Standing = 'none' | 'runs' | 'stands' | 'returned' | 'answered' | 'closed'

export interface Stand extends Deadline {
  state: string
  dueAt?: string | null
  lastReply?: { class: string } | null
}

export function standingOf(stand: Stand): Standing {
  if (stand.state === 'returned') return 'returned'
  if (stand.state === 'replied') return 'answered'
  if (stand.state === 'closed') return stand.lastReply && stand.lastReply.class !== 'N' ? 'answered' : 'closed'
  if (stand.overdue || typeof stand.remainingMinutes === 'number') return 'runs'
  return stand.dueAt ? 'stands' : 'none'
}

/** Where the API sends no flag of its own, three quarters used up is "soon", as in the deadline checker. */
const SOON = 0.75

export function urgencyOf(deadline: Deadline): Urgency {
  const { remainingMinutes: remaining } = deadline
  if (deadline.overdue) return 'over'
  if (remaining === null || remaining === undefined) return 'none'
  if (remaining < 0) return 'over'
  return deadline.dueSoon || usedShare(deadline) >= SOON ? 'soon' : 'ample'
}

/** The part of the target that is used up, from 0 to 1. */
export function usedShare({ remainingMinutes: remaining, targetMinutes: target }: Deadline): number {
  if (remaining === null || remaining === undefined || !target) return 0
  return Math.min(1, Math.max(0, 1 - remaining / target))
}
