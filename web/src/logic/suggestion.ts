import type { Item, ReplyCode, TrackingEvent, Values } from '../api/types'
import type { Catalogue } from './catalogue'
import { prefill } from './fields'

/** The event that a reply would report: for one that answers the question, the delivery; for all others, the latest news. */
export function eventFor(reply: ReplyCode, item: Item | undefined, catalogue: Pick<Catalogue, 'eventOf'>): TrackingEvent | undefined {
  const events = item?.events ?? []
  if (reply.class === 'C') return events.findLast((event) => catalogue.eventOf(event.code)?.milestone === 'delivered')
  return reply.class === 'I' ? events.at(-1) : undefined
}

/** The reply that tracking already gives: the first conclusive one whose event has happened. */
export function suggestedReply(
  replies: readonly ReplyCode[],
  item: Item | undefined,
  catalogue: Pick<Catalogue, 'eventOf'>,
): { code: string; values: Values } | undefined {
  for (const reply of replies) {
    const event = reply.class === 'C' ? eventFor(reply, item, catalogue) : undefined
    const reports = reply.fields?.some((field) => field.prefill?.startsWith('event.'))
    if (event && reports) return { code: reply.code, values: prefill(reply.fields, item, event) }
  }
  return undefined
}
