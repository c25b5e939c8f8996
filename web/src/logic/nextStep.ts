import type { Inquiry } from '../api/types'

/** What the reader should do next, as the key of a sentence; decided only from what the API allows and says. */
export type NextStep =
  | 'finishDraft'
  | 'sendDraft'
  | 'answer'
  | 'answerOverdue'
  | 'supplement'
  | 'waitForSupplement'
  | 'readAndClose'
  | 'closeOrWait'
  | 'answered'
  | 'wait'
  | 'waitOverdue'
  | 'onItsWay'
  | 'unroutable'
  | 'nothing'

export function nextStep(inquiry: Inquiry): NextStep {
  const can = (action: string) => inquiry.actions.includes(action)
  if (inquiry.state === 'draft') return inquiry.missing.length > 0 ? 'finishDraft' : 'sendDraft'
  if (inquiry.state === 'closed') return 'nothing'
  if (inquiry.folder === 'unroutable') return 'unroutable'
  if (can('supplement')) return 'supplement'
  if (can('reply')) return inquiry.overdue ? 'answerOverdue' : 'answer'
  if (can('close') && inquiry.lastReply?.class === 'C') return 'readAndClose'
  if (can('close') && inquiry.state === 'replied') return 'closeOrWait'
  if (inquiry.state === 'returned') return 'waitForSupplement'
  if (inquiry.state === 'replied') return inquiry.side === 'replier' ? 'answered' : 'nothing'
  if (inquiry.overdue) return 'waitOverdue'
  return inquiry.dueAt ? 'wait' : 'onItsWay'
}

/** Steps the reader can take themselves, as against waiting for the partner. */
export function isOurs(step: NextStep): boolean {
  return !['waitForSupplement', 'answered', 'wait', 'waitOverdue', 'onItsWay', 'nothing'].includes(step)
}
