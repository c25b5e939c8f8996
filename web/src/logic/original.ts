import type { Field, Happening, Inquiry, Release } from '../api/types'
import type { Catalogue } from './catalogue'
import { isEmpty } from './fields'

/** A coded part of what was said, as it was sent: its name for the reader, the code, and the sender's own words for it. */
export interface Coded {
  name: string
  code: string
  /** "" where the catalogue has no words for the value: a date, an amount, a name. */
  words: string
}

/** The language a post reads the catalogue in: the first of its own that the release has words in, else English. */
export function theirLanguage(release: Release, languages: readonly string[]): string {
  const known = Object.keys(release.workflows[0]?.labels ?? {})
  return languages.map((one) => one.slice(0, 2)).find((one) => known.includes(one)) ?? 'en'
}

/** What a turn was made of, part by part; the names of parts in the reader's catalogue, their words in the sender's. */
export function originalOf(happening: Happening, inquiry: Inquiry, reader: Catalogue, sender: Catalogue, names: Names): Coded[] {
  const { workflow } = inquiry
  const asked = reader.requestFields(workflow)
  const { reply } = happening
  const of = (fields: readonly Field[], values: Readonly<Record<string, unknown>>) =>
    fields.filter((field) => !isEmpty(values[field.code])).map((field) => partOf(field, values[field.code], workflow, reader, sender))
  const changed = () =>
    of(
      asked.filter((field) => happening.fields?.includes(field.code)),
      inquiry.fields,
    )
  switch (happening.kind) {
    case 'sent': {
      const question = asked.filter((field) => field.type !== 'attachments' && field.code !== 'remark' && isCoded(field))
      return [{ name: names.question, code: workflow, words: sender.question(workflow) }, ...of(question, inquiry.fields)]
    }
    case 'replied':
    case 'returned':
      if (!reply) return []
      return [
        { name: names.reply, code: reply.code, words: sender.reply(reply.code) },
        ...of(reader.replyOf(reply.code)?.fields ?? [], reply.fields ?? {}),
      ]
    case 'rejected':
      return [{ name: names.reason, code: happening.reason ?? '', words: sender.rejection(happening.reason) }, ...changed()]
    case 'closed':
      return [{ name: names.closing, code: happening.closingCode ?? '', words: sender.closing(happening.closingCode) }]
    default:
      return changed()
  }
}

/** What the codes of a turn's own kind are called, in the reader's language. */
export interface Names {
  question: string
  reply: string
  reason: string
  closing: string
}

const isCoded = (field: Field) => ['choice', 'codes', 'country'].includes(field.type)

function partOf(field: Field, value: unknown, workflow: string, reader: Catalogue, sender: Catalogue): Coded {
  const name = reader.text(field.labels, field.code)
  const code = Array.isArray(value) ? value.join(', ') : String(value)
  const words = isCoded(field) ? sender.value(field, value, workflow) : ''
  return { name, code, words: words === code ? '' : words }
}
