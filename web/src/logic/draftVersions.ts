import type { Field, Inquiry, Values } from '../api/types'
import { toSend } from './fields'
import { rebase, same } from './versions'

/** What is edited of a draft. */
export interface Edited {
  fields: Values
  urgent: boolean
  /** Code of the catalogue: why it is urgent. */
  urgencyReason: string
  /** Operator code; "" for the one tracking points to. */
  destination: string
  product: string
}

/** A draft as it was when somebody began to edit it. */
export interface Begun extends Edited {
  version: number
}

export function begunOn(inquiry: Inquiry): Begun {
  return {
    version: inquiry.version,
    fields: inquiry.fields,
    urgent: inquiry.urgent,
    urgencyReason: inquiry.urgencyReason ?? '',
    destination: inquiry.replier.operator,
    product: inquiry.product,
  }
}

const FIELD = 'fields.'

/** The code of a field that is a part, undefined for the other parts. */
export const fieldOf = (part: string): string | undefined => (part.startsWith(FIELD) ? part.slice(FIELD.length) : undefined)

/** As it would be sent, so that what was only written otherwise is no difference. */
function partsOf(form: readonly Field[], { fields, ...rest }: Edited): Record<string, unknown> {
  const { urgent, urgencyReason, destination, product } = rest
  return {
    urgent,
    urgencyReason,
    destination,
    product,
    ...Object.fromEntries(Object.entries(toSend(form, fields)).map(([code, value]) => [FIELD + code, value])),
  }
}

/** A part as it stands: of a field what is typed. */
export function partOf(edited: Edited, part: string): unknown {
  const code = fieldOf(part)
  return code ? edited.fields[code] : edited[part as 'destination']
}

/** The edit with some parts as they are elsewhere. */
export function withParts<T extends Edited>(edited: T, parts: readonly string[], from: Edited): T {
  const fields = { ...edited.fields }
  const rest: Record<string, unknown> = {}
  for (const part of parts) {
    const code = fieldOf(part)
    if (code) fields[code] = partOf(from, part)
    else rest[part] = partOf(from, part)
  }
  return { ...edited, ...rest, fields }
}

export interface Moved {
  /** Parts that both changed, each to something else. */
  clashing: string[]
  /** Parts that somebody else alone changed: theirs stands in the form then. */
  taken: string[]
}

/** What to do when somebody else saved a draft meanwhile: begun is what this edit was made of. */
export function movedOn(form: readonly Field[], begun: Edited, mine: Edited, theirs: Edited): Moved {
  const { clashing, taken } = rebase(partsOf(form, begun), partsOf(form, mine), partsOf(form, theirs))
  return { clashing, taken }
}

/** Parts that were changed here and do not stand as they do there. */
export function unsaved(form: readonly Field[], begun: Edited, mine: Edited, theirs: Edited): string[] {
  const [was, own, other] = [partsOf(form, begun), partsOf(form, mine), partsOf(form, theirs)]
  return [...new Set([...Object.keys(was), ...Object.keys(own)])].filter(
    (part) => !same(own[part], was[part]) && !same(own[part], other[part]),
  )
}
