import type { Inquiry } from '../api/types'

/** What the reader should do next, as the key of a sentence; decided only from what the API allows and says. */
export type NextStep =
  | 'finishDraft'
  | 'sendDraft'
  | 'confirm'
  | 'answer'
  | 'answerOverdue'
  | 'answerHeld'
  | 'supplement'
  | 'waitForSupplement'
  | 'readAndClose'
  | 'readAndGoOn'
  | 'escalateOrWait'
  | 'escalateOverdue'
  | 'closeOrWait'
  | 'answered'
  | 'wait'
  | 'waitHeld'
  | 'waitOverdue'
  | 'onItsWay'
  | 'toBeRead'
  | 'unroutable'
  | 'merged'
  | 'nothing'

/** Why the clock stands still, if what happens outside the two posts stops it: they can't end it. */
export function heldBy(inquiry: Pick<Inquiry, 'clock'>): 'customs' | 'forceMajeure' | undefined {
  const causes = (inquiry.clock?.holds ?? []).map((hold) => hold.cause)
  return causes.includes('customs') ? 'customs' : causes.includes('forceMajeure') ? 'forceMajeure' : undefined
}

export function nextStep(inquiry: Inquiry): NextStep {
  const can = (action: string) => inquiry.actions.includes(action)
  if (inquiry.state === 'draft') return inquiry.missing.length > 0 ? 'finishDraft' : 'sendDraft'
  if (inquiry.state === 'closed') return inquiry.mergedInto ? 'merged' : 'nothing'
  if (inquiry.folder === 'unroutable') return 'unroutable'
  if (can('supplement')) return 'supplement'
  if (can('reply')) return answering(inquiry)
  if (inquiry.state === 'replied') return answered(inquiry, can)
  if (inquiry.state === 'returned') return 'waitForSupplement'
  if (inquiry.overdue) return can('escalate') ? 'escalateOverdue' : 'waitOverdue'
  if (heldBy(inquiry)) return 'waitHeld'
  if (inquiry.dueAt) return 'wait'
  return inquiry.replier.centre ? 'toBeRead' : 'onItsWay'
}

/** For the post that owes the answer. */
function answering(inquiry: Inquiry): NextStep {
  const { proposal } = inquiry
  if (proposal?.complete && proposal.class === 'C' && inquiry.replies.includes(proposal.code)) return 'confirm'
  if (inquiry.overdue) return 'answerOverdue'
  return heldBy(inquiry) ? 'answerHeld' : 'answer'
}

/** For both, once the answer is there. */
function answered(inquiry: Inquiry, can: (action: string) => boolean): NextStep {
  if (can('close') && inquiry.lastReply?.class === 'C') return (inquiry.leadsTo ?? []).length > 0 ? 'readAndGoOn' : 'readAndClose'
  if (can('escalate')) return 'escalateOrWait'
  if (can('close')) return 'closeOrWait'
  return inquiry.side === 'replier' ? 'answered' : 'nothing'
}

/** Steps the reader can take themselves, as against waiting for the partner. */
export function isOurs(step: NextStep): boolean {
  return !['waitForSupplement', 'answered', 'wait', 'waitHeld', 'waitOverdue', 'onItsWay', 'toBeRead', 'merged', 'nothing'].includes(step)
}
