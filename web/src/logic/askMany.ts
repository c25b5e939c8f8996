import type { Item, OpenInquiry, Release, Values, Workflow } from '../api/types'
import { checkAll, isEmpty, marked, marksOf, prefill, toSend } from './fields'
import { offerOf } from './proposal'
import { firstLevel } from './workflows'

/** One item of many that are asked about with one question. */
export interface Line {
  itemId: string
  item: Item | undefined
  /** What is sent for it: what was filled in for all, and what tracking knows of this one. */
  fields: Values
  /** Codes of what it still needs: with any, it is kept as a draft. */
  missing: string[]
  /** The reply that tracking already gives; with a conclusive one nobody needs to ask. */
  told: { code: string; conclusive: boolean } | undefined
  /** The same question, open already. */
  open: OpenInquiry | undefined
}

/** What would be asked about an item; what was filled in for all stands before what tracking says. */
export function lineOf(
  itemId: string,
  item: Item | undefined,
  workflow: Workflow,
  common: Values,
  release: Release,
  language: string,
): Line {
  const fields = workflow.sections.flatMap((section) => section.fields).filter((field) => field.type !== 'attachments')
  const given = Object.fromEntries(Object.entries(common).filter(([, value]) => !isEmpty(value)))
  const values = toSend(fields, marked(fields, { ...prefill(fields, item, marksOf(release)), ...given }, language))
  const level = firstLevel(workflow)
  const offer = offerOf(workflow, level, item?.events ?? [], release)
  const reply = release.replyCodes.find((one) => one.code === offer?.code)
  return {
    itemId,
    item,
    fields: values,
    missing: Object.keys(
      checkAll(
        workflow.sections.flatMap((section) => section.fields),
        values,
        level,
      ),
    ),
    told: reply && { code: reply.code, conclusive: reply.class === 'C' },
    open: (item?.openInquiries as OpenInquiry[] | undefined)?.find((one) => one.workflow === workflow.code),
  }
}

/** Whether it is asked unless the person says otherwise: not what is answered, nor what is being asked already. */
export const worthAsking = (line: Line): boolean => !line.open && !line.told?.conclusive

/** What became of a line. */
export type Outcome =
  | { state: 'sent' | 'draft'; id: string }
  | { state: 'duplicate'; id: string }
  | { state: 'refused'; slug: string; detail: string; fields: string[] }

interface Raised {
  id?: string
  state?: string
  problem?: { slug: string; detail: string; inquiryId?: string; errors: readonly { field: string }[] }
}

/** An entry of the batch as its line tells it. */
export function outcomeOf({ id, state, problem }: Raised): Outcome {
  if (problem?.slug === 'inquiry-duplicate' && problem.inquiryId) return { state: 'duplicate', id: problem.inquiryId }
  if (problem || !id)
    return {
      state: 'refused',
      slug: problem?.slug ?? 'unexpected',
      detail: problem?.detail ?? '',
      fields: (problem?.errors ?? []).map(({ field }) => field.replace(/^(?:.*\.)?fields\./, '')),
    }
  return { state: state === 'draft' ? 'draft' : 'sent', id }
}
