import type { Field, Labels, Release, ReplyCode } from '../api/types'
import type { Catalogue } from './catalogue'

/** When a field belongs to its form, in words: while another is filled in, or has one of these values. */
export interface Appearance {
  key: 'ifGiven' | 'ifIn'
  field: string
  values: string
}

/** How the reader's language says what a form keeps as true and false. */
export interface YesNo {
  yes: string
  no: string
}

/** The condition of a field among those of its form; undefined when it is always there. */
export function appearanceOf(
  { when }: Field,
  form: readonly Field[],
  catalogue: Catalogue,
  workflow: string,
  { yes, no }: YesNo,
): Appearance | undefined {
  if (!when) return undefined
  const other = form.find((one) => one.code === when.field)
  const say = (code: string) => (other?.type === 'boolean' ? (code === 'true' ? yes : no) : catalogue.value(other, code, workflow))
  return {
    key: when.given ? 'ifGiven' : 'ifIn',
    field: catalogue.text(other?.labels, when.field),
    values: (when.in ?? []).map(say).join(', '),
  }
}

/** How long an answer may take at a level, the shortest first, each with the products that it is for. */
export function targetsAt(release: Release, workflow: string, level: number): { minutes: number; products: string[] }[] {
  const by = new Map<number, string[]>()
  for (const one of release.targets ?? [])
    if (one.workflow === workflow && one.level === level) by.set(one.minutes, [...(by.get(one.minutes) ?? []), one.product])
  return [...by].sort(([a], [b]) => a - b).map(([minutes, products]) => ({ minutes, products }))
}

type Coded = { code: string; labels: Labels }

/** What an event may tell besides its code (catalogue: ProposalKeys), and the lists of a release that it is told from. */
const SAID_BY_EVENTS = { action: 'actionCodes', reason: 'reasonCodes', retention: 'retentionCodes' } as const
export type SaidByEvents = keyof typeof SAID_BY_EVENTS | 'signatory'
/** Stands for any value in a proposal's condition (catalogue: AnyGiven). */
const ANY = '*'

/** What an event must say besides, for a reply to be proposed: each with its values in words, none of them when any will do. */
export function saidBesides(when: Record<string, string[]> | undefined, catalogue: Catalogue): { key: SaidByEvents; values: string[] }[] {
  return Object.entries(when ?? {}).map(([name, codes]) => {
    const key = name as SaidByEvents
    const list: readonly Coded[] = key === 'signatory' ? [] : (catalogue.release[SAID_BY_EVENTS[key]] ?? [])
    const values = codes.filter((code) => code !== ANY).map((code) => catalogue.text(list.find((one) => one.code === code)?.labels, code))
    return { key, values }
  })
}

/** What a reply must say: fields by themselves, and groups of which one is enough. */
export function needsOf({ fields, oneOf }: ReplyCode): { each: Field[]; oneOf: Field[][] } {
  const byCode = (code: string) => fields.filter((one) => one.code === code)
  return { each: fields.filter((one) => one.mandatory), oneOf: (oneOf ?? []).map((group) => group.flatMap(byCode)) }
}

/** The fields that make an inconclusive reply conclusive, and up to which level they do; undefined when none does. */
export function concludingOf({ fields, conclusiveWith, conclusiveUpToLevel }: ReplyCode): { fields: Field[]; level?: number } | undefined {
  if (!conclusiveWith?.length) return undefined
  return {
    fields: conclusiveWith.flatMap((code) => fields.filter((one) => one.code === code)),
    ...(conclusiveUpToLevel ? { level: conclusiveUpToLevel } : {}),
  }
}

type Terms = NonNullable<Release['terms']>
/** In what each of the terms of a release is counted. */
export const COUNTED: Record<keyof Terms, 'percent' | 'minutes' | 'workingDays' | 'months'> = {
  approachingPercent: 'percent',
  lastCallMinutes: 'minutes',
  reactionDays: 'workingDays',
  supplementDays: 'workingDays',
  readMinutes: 'minutes',
  noReplyDays: 'workingDays',
  noReplyMonths: 'months',
}

export type Role = keyof NonNullable<Release['roles']>

/** What the system uses by itself, each in words: an ending, a reason, an event, or a field of requests. */
export function rolesOf(catalogue: Catalogue): { role: Role; code: string; words: string }[] {
  return Object.entries(catalogue.release.roles ?? {}).map(([name, code]) => {
    const role = name as Role
    return { role, code, words: roleWords(role, code, catalogue) }
  })
}

function roleWords(role: Role, code: string, catalogue: Catalogue): string {
  switch (role) {
    case 'centreClosed':
      return catalogue.handOver(code)
    case 'postingEvent':
      return catalogue.event(code)
    case 'postingDate': {
      const workflow = catalogue.release.workflows.find((one) => catalogue.requestFields(one.code).some((field) => field.code === code))
      return workflow ? catalogue.fieldName(workflow.code, code) : code
    }
    default:
      return catalogue.closing(code)
  }
}
