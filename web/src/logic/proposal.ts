import type { Inquiry, Item, Proposal, Release, TrackingEvent, Values, Workflow } from '../api/types'
import { checkAll, NO_MARKS, prefill, WHOLE } from './fields'
import { firstLevel } from './workflows'

/** A reply that known events offer, with the event that says so. */
export interface Offer {
  code: string
  fields: Values
  complete: boolean
  event: TrackingEvent
}

type Rule = NonNullable<Workflow['proposals']>[number]

function fits(rule: Rule, event: TrackingEvent): boolean {
  return (
    rule.event === event.code &&
    Object.entries(rule.when ?? {}).every(([key, values]) => {
      const told = (event as unknown as Values)[key]
      return typeof told === 'string' && told !== '' && (values.includes('*') || values.includes(told))
    })
  )
}

/**
 * What tracking already answers, before anybody has asked: the reply that the latest event offers, or an earlier event after which nothing
 * more was expected. The API decides the same for an inquiry that exists (shared/inquiry: ProposeFrom).
 */
export function offerOf(
  workflow: Workflow,
  level: number,
  events: readonly TrackingEvent[],
  release: Pick<Release, 'replyCodes' | 'eventCodes'>,
): Offer | undefined {
  const allowed = workflow.levels.find((one) => one.level === level)?.replies ?? []
  for (const event of events.toReversed()) {
    const rule = workflow.proposals?.find((one) => fits(one, event) && allowed.includes(one.reply))
    const reply = release.replyCodes.find((one) => one.code === rule?.reply)
    const last = event === events.at(-1) || release.eventCodes.find((one) => one.code === event.code)?.terminal
    if (!rule || !reply || !last) continue
    const fields = { ...told(reply.fields, event), ...rule.fields }
    return { code: reply.code, fields, complete: Object.keys(checkAll(reply.fields, fields, WHOLE)).length === 0, event }
  }
  return undefined
}

/** What tracking answers before sending: what the API proposes to a draft, else what known events offer. */
export function saidBefore(
  workflow: Workflow,
  item: Pick<Item, 'events'> | undefined,
  inquiry: Pick<Inquiry, 'proposal'> | undefined,
  release: Pick<Release, 'replyCodes' | 'eventCodes'>,
): Pick<Proposal, 'code' | 'eventCode' | 'eventTime' | 'office'> | undefined {
  if (inquiry?.proposal) return inquiry.proposal
  const offer = offerOf(workflow, firstLevel(workflow), item?.events ?? [], release)
  return offer && { code: offer.code, eventCode: offer.event.code, eventTime: offer.event.time, office: offer.event.office }
}

function told(fields: Parameters<typeof prefill>[0], event: TrackingEvent): Values {
  const item = { events: [event] } as unknown as Parameters<typeof prefill>[1]
  return prefill(
    fields.filter((field) => field.prefill?.startsWith('event.')),
    item,
    NO_MARKS,
    event,
  )
}
