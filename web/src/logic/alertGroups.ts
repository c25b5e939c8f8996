/** The alerts of one inquiry, newest first; the newest says what to do. */
export interface AlertGroup<A> {
  key: string
  inquiryId: string
  latest: A
  earlier: readonly A[]
}

/** Groups alerts by inquiry, in the order of their newest. */
export function groupsOf<A extends { id: string; inquiryId: string }>(alerts: readonly A[]): AlertGroup<A>[] {
  const by = new Map<string, A[]>()
  for (const alert of alerts) {
    const key = alert.inquiryId || alert.id // what is of no inquiry stands by itself
    by.set(key, [...(by.get(key) ?? []), alert])
  }
  return [...by].flatMap(([key, all]) => {
    const [latest, ...earlier] = all
    return latest ? [{ key, inquiryId: latest.inquiryId, latest, earlier }] : []
  })
}

/** Where an alert leads: to its inquiry; what is of none, to what it is about. */
export function aboutOf(alert: { kind: string; inquiryId: string; reason?: string; partner: string }): string {
  if (alert.inquiryId) return `/inquiries/${alert.inquiryId}`
  return alert.kind === 'lateItems' ? `/late-items?lane=${alert.reason ?? ''}` : `/partners/${alert.partner}`
}

export const NEXT = ['answer', 'confirm', 'read', 'supplement', 'escalate', 'route', 'claim', 'send', 'look', 'open', 'close'] as const
export type Next = (typeof NEXT)[number]

/** What the API says to do, or looking at it. */
export function nextOf(alert: { next?: string }): Next {
  return NEXT.find((one) => one === alert.next) ?? 'look'
}

/** Every kind, in the order in which somebody chooses among them. */
export const ALERT_KINDS = [
  'new',
  'approaching',
  'overdue',
  'supplemented',
  'escalated',
  'rejected',
  'handedOver',
  'proposal',
  'replyReceived',
  'returned',
  'followUp',
  'held',
  'claim',
  'draft',
  'dueMoved',
  'moveEnded',
  'unroutable',
  'trackingUpdated',
  'attached',
  'closed',
  'delivered',
  'forceMajeure',
  'lateItems',
] as const

/** What no call centre can mute: somebody must act, and nobody else is told. */
export const NEVER_MUTED: readonly string[] = ['overdue', 'unroutable', 'claim']
