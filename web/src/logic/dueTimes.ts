import type { DueTime } from '../api/types'

type Exception = DueTime['exceptions'][number]

/** Those of the present level and reply, and the ones before them. */
export function byPresence(clocks: readonly DueTime[]): { present: DueTime[]; earlier: DueTime[] } {
  return { present: clocks.filter((one) => one.present), earlier: clocks.filter((one) => !one.present) }
}

/** Which sentence says what a date does to the opening hours. */
export function exceptionKind(one: Exception): 'holiday' | 'named' | 'special' | 'closed' {
  if (one.kind === 'special') return one.open.length > 0 ? 'special' : 'closed'
  return one.name ? 'named' : 'holiday'
}

/** "08:00–12:00, 13:00–15:00" */
export function openHours(one: Exception): string {
  return one.open.map(([from, to]) => `${from}–${to}`).join(', ')
}
