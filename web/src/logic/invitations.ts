import type { Invitation } from '../api/invitations'

const ORDER: readonly Invitation['state'][] = ['waiting', 'expired', 'takenUp', 'withdrawn']

/** Those that somebody may have to do something about first, each kind as it came. */
export function inOrder(all: readonly Invitation[]): Invitation[] {
  return [...all].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
}

/** When an invitation ended, or will. */
export function endOf(one: Invitation): string {
  return one.takenUpAt ?? one.withdrawnAt ?? one.endsAt
}

export type Step = 'send' | 'change' | 'withdraw'

/** What can be done with an invitation. */
export function stepsOf(one: Invitation, maxLetters: number): Step[] {
  if (one.state === 'waiting') return one.letters < maxLetters ? ['send', 'change', 'withdraw'] : ['change', 'withdraw']
  return one.state === 'expired' && one.letters < maxLetters ? ['send'] : []
}
