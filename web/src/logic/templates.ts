import type { Inquiry } from '../api/types'
import { spacedItemId } from './itemId'

/** What a template's placeholders stand for; see the directory's templates. */
export interface Placeholders {
  itemId: string
  customerRef: string
  addresseeName: string
  senderName: string
  partner: string
  agent: string
  date: string
}

/** The template with its placeholders filled in; what is not known becomes an ellipsis that the agent sees and completes. */
export function fillIn(text: string, known: Placeholders): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => (name in known ? known[name as keyof Placeholders] || '…' : whole))
}

export function placeholdersOf(inquiry: Pick<Inquiry, 'itemId' | 'fields'>, partner: string, agent: string, date: string): Placeholders {
  const told = (code: string) => (typeof inquiry.fields[code] === 'string' ? String(inquiry.fields[code]) : '')
  return {
    itemId: spacedItemId(inquiry.itemId),
    customerRef: told('customerRef'),
    addresseeName: told('addresseeName'),
    senderName: told('senderName'),
    partner,
    agent,
    date,
  }
}

interface Template {
  kind: string
  workflow?: string
  code?: string
}

/** The templates that fit: of the kind, for the workflow and the reply chosen, or for any. */
export function fitting<T extends Template>(templates: readonly T[], kind: string, workflow: string, code = ''): T[] {
  return templates.filter((one) => one.kind === kind && (!one.workflow || one.workflow === workflow) && (!one.code || one.code === code))
}
