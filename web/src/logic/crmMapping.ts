import type { Mapping, Rule, Tried } from '../api/crm'

/** The members of a mapping besides its fields, in the order in which people fill them in. */
export const MEMBERS = [
  'action',
  'case',
  'send',
  'item',
  'workflow',
  'product',
  'destination',
  'urgent',
  'urgencyReason',
  'text',
  'language',
  'closingCode',
] as const
export type Member = (typeof MEMBERS)[number]

export const EMPTY: Mapping = { case: {}, action: { otherwise: 'nothing' } }

const isNothing = (rule: Rule) => !rule.from && !rule.table && !rule.otherwise
const tidy = (rule: Rule): Rule => Object.fromEntries(Object.entries(rule).filter(([, value]) => value)) as Rule

/** A mapping with a rule in place of another; one that says nothing is left out, except the two that every mapping has. */
export function withRule(mapping: Mapping, member: string, rule: Rule): Mapping {
  const kept = tidy(rule)
  if (member.startsWith('fields.')) {
    const code = member.slice('fields.'.length)
    return { ...mapping, fields: { ...mapping.fields, [code]: kept } }
  }
  const next = { ...mapping, [member]: kept }
  if (isNothing(kept) && member !== 'case' && member !== 'action') delete next[member as keyof Mapping]
  return next as Mapping
}

export function withoutField(mapping: Mapping, code: string): Mapping {
  const { [code]: _gone, ...fields } = mapping.fields ?? {}
  return { ...mapping, fields }
}

export function ruleOf(mapping: Mapping, member: string): Rule {
  if (member.startsWith('fields.')) return mapping.fields?.[member.slice('fields.'.length)] ?? {}
  return (mapping[member as Member] as Rule | undefined) ?? {}
}

/** What two people can change of a mapping each without the other: a rule, a table, a line of a table. */
export type Part = Rule | Line | true
/** What a word of the system stands for; "" for nothing. */
type Line = readonly [ours: string]
/** A mapping by names of its parts: a member, "fields." and a field, "tables." and a table, "lines." and a table with a word of it. */
export type Parts = Readonly<Record<string, Part | undefined>>

export function partsOf({ fields, tables, ...members }: Mapping): Parts {
  const named = <T>(kind: string, all: Readonly<Record<string, T>> | undefined) =>
    Object.entries(all ?? {}).map(([name, one]): [string, T] => [`${kind}.${name}`, one])
  const lines = Object.entries(tables ?? {}).flatMap(([table, entries]) =>
    Object.entries(entries).map(([word, ours]): [string, Line] => [`lines.${JSON.stringify([table, word])}`, [ours]]),
  )
  return Object.fromEntries<Part>([
    ...Object.entries(members),
    ...named('fields', fields),
    ...named('tables', tables).map(([name]): [string, true] => [name, true]),
    ...lines,
  ])
}

/** What a part is of, from its name. */
export type PartName = { member: string } | { table: string; word?: string }

export function partName(name: string): PartName {
  const after = name.slice(name.indexOf('.') + 1)
  if (name.startsWith('tables.')) return { table: after }
  if (!name.startsWith('lines.')) return { member: name }
  const [table = '', word = ''] = JSON.parse(after) as string[]
  return { table, word }
}

export function mappingOf(parts: Parts): Mapping {
  let mapping = EMPTY
  for (const [name, part] of Object.entries(parts)) {
    const of = partName(name)
    if (part === undefined) continue
    if ('member' in of) mapping = withRule(mapping, of.member, part as Rule)
    else {
      const entries = { ...mapping.tables?.[of.table], ...(of.word === undefined ? {} : { [of.word]: (part as Line)[0] }) }
      mapping = { ...mapping, tables: { ...mapping.tables, [of.table]: entries } }
    }
  }
  return mapping
}

/** A table as people write it: a line for each entry, the system's word and ours. */
export function tableText(table: Readonly<Record<string, string>>): string {
  return Object.entries(table)
    .map(([word, ours]) => `${word} = ${ours}`)
    .join('\n')
}

/** Reads what tableText writes. The last equals sign divides, because a system's word may hold one; a line without one stands for nothing. */
export function readTable(text: string): Record<string, string> {
  const out: Record<string, string> = {}
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const at = line.lastIndexOf('=')
    const word = (at < 0 ? line : line.slice(0, at)).trim()
    if (word) out[word] = at < 0 ? '' : line.slice(at + 1).trim()
  }
  return out
}

export type Outcome = 'refused' | 'sends' | 'drafts' | 'incompleteDraft' | 'supplements' | 'notes' | 'comments' | 'closes' | 'nothing'

/** What would come of a sample. */
export function outcomeOf(tried: Tried): Outcome {
  if (tried.refused) return 'refused'
  switch (tried.action) {
    case 'raise':
      if (tried.inquiry?.state === 'sent') return 'sends'
      return (tried.missing ?? []).length > 0 ? 'incompleteDraft' : 'drafts'
    case 'supplement':
      return 'supplements'
    case 'note':
      return 'notes'
    case 'comment':
      return 'comments'
    case 'close':
      return 'closes'
  }
  return 'nothing'
}
