import type { Item, ReplyCode, TrackingEvent } from '../api/types'
import type { Catalogue } from './catalogue'

/** The event that a reply would report: for one that answers the question, the delivery; for all others, the latest news. */
export function eventFor(reply: ReplyCode, item: Item | undefined, catalogue: Pick<Catalogue, 'eventOf'>): TrackingEvent | undefined {
  const events = item?.events ?? []
  if (reply.class === 'C') return events.findLast((event) => catalogue.eventOf(event.code)?.milestone === 'delivered')
  return reply.class === 'I' ? events.at(-1) : undefined
}
