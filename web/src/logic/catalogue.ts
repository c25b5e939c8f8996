import type { Field, Labels, Release, ReplyCode, Workflow } from '../api/types'

/** The label in the reader's language, else English, else the code in words that say it is one. */
export function label(labels: Labels | undefined, language: string, code = ''): string {
  return labels?.[shortOf(language)] ?? labels?.en ?? code
}

/** "de-AT" is "de". */
const shortOf = (language: string): string => language.split('-')[0] ?? 'en'

type Coded = { code: string; labels: Labels }

function find<T extends Coded>(list: readonly T[] | null | undefined, code: string | null | undefined): T | undefined {
  return list?.find((one) => one.code === code)
}

/** One release of the catalogue with the look-ups the pages need, in the reader's language. A code it does not know is shown as it is. */
export class Catalogue {
  constructor(
    readonly release: Release,
    readonly language: string,
  ) {}

  private say(list: readonly Coded[] | null | undefined, code: string | null | undefined): string {
    return code ? label(find(list, code)?.labels, this.language, code) : ''
  }

  product = (code?: string | null) => this.say(this.release.products, code)
  workflow = (code?: string | null) => this.say(this.release.workflows, code)
  reply = (code?: string | null) => this.say(this.release.replyCodes, code)
  closing = (code?: string | null) => this.say(this.release.closingCodes, code)
  event = (code?: string | null) => this.say(this.release.eventCodes, code)
  reason = (code?: string | null) => this.say(this.release.reasonCodes, code)
  action = (code?: string | null) => this.say(this.release.actionCodes, code)
  retention = (code?: string | null) => this.say(this.release.retentionCodes, code)

  rejection = (code?: string | null) => this.say(this.release.rejectionReasons, code)
  urgency = (code?: string | null) => this.say(this.release.urgencyReasons, code)
  handOver = (code?: string | null) => this.say(this.release.handOverReasons, code)
  forceMajeure = (code?: string | null) => this.say(this.release.forceMajeureReasons, code)

  section = (workflow: string, code: string) =>
    this.text(this.workflowOf(workflow)?.sections.find((one) => one.code === code)?.labels, code)

  /** What is done at a level of a workflow, in words. */
  level(workflow: string, level: number): string {
    return this.text(this.workflowOf(workflow)?.levels.find((one) => one.level === level)?.labels, String(level))
  }

  text = (labels: Labels | undefined, code = '') => label(labels, this.language, code)

  /** The question a workflow asks, in words. */
  question(code: string): string {
    const workflow = this.workflowOf(code)
    return workflow ? asQuestion(this.text(workflow.labels, code), this.language) : code
  }

  workflowOf(code: string): Workflow | undefined {
    return find(this.release.workflows, code)
  }

  replyOf(code: string): ReplyCode | undefined {
    return find(this.release.replyCodes, code)
  }

  eventOf(code: string) {
    return find(this.release.eventCodes, code)
  }

  /** What a choice or a list of codes offers: the fields of this workflow's request where it points to them, whatever else it lists; or its options. */
  optionsOf(field: Field, workflow: string): readonly Coded[] {
    if (field.optionsFrom === 'requestFields' || (field.type === 'codes' && !field.options?.length))
      return this.requestFields(workflow).map(({ code }) => ({
        code,
        labels: { [shortOf(this.language)]: this.fieldName(workflow, code) },
      }))
    if (field.options?.length) return field.options
    return field.optionsFrom === 'eventCodes' ? this.release.eventCodes : []
  }

  /** A request field's name; with its section where another field has the same: "Sender: Name". */
  fieldName(workflow: string, code: string): string {
    const all = this.requestFields(workflow)
    const field = find(all, code)
    if (!field) return code
    const name = this.text(field.labels, code)
    if (all.filter((one) => this.text(one.labels, one.code) === name).length < 2) return name
    const section = this.workflowOf(workflow)?.sections.find((one) => one.fields.some((other) => other.code === code))
    return `${this.text(section?.labels, section?.code)}: ${name}`
  }

  requestFields(workflow: string): Field[] {
    return (this.workflowOf(workflow)?.sections ?? []).flatMap((section) => section.fields ?? [])
  }

  /** A field's value in words: coded values by their labels, the codes of request fields by the fields' labels. */
  value(field: Field | undefined, value: unknown, workflow = ''): string {
    if (Array.isArray(value)) return value.map((one) => this.value(field, one, workflow)).join(', ')
    if (value === null || value === undefined) return ''
    const code = String(value)
    if (field && ['choice', 'codes'].includes(field.type)) return this.say(this.optionsOf(field, workflow), code)
    if (field?.type === 'country') return countryName(code, this.language)
    return code
  }
}

const QUESTION: Record<string, (words: string) => string> = { fr: (words) => `${words}\u202f?`, es: (words) => `¿${words}?` }

/** How questions begin: the names of other kinds of inquiry, "Damage", stay names. */
const ASKING: Record<string, RegExp> = {
  en: /^(where|why|what|when|how|who|which|is|has|was)\b/i,
  fr: /^(où|pourquoi|quel|quelle|quand|comment|qui|est-ce)(?=\s)/i,
  de: /^(wo|warum|was|wann|wie|wer|welche[rs]?|ist|hat)\b/i,
  es: /^(dónde|por qué|qué|cuándo|cómo|quién|cuál)(?=\s)/i,
}

/** Words as a question, with the marks of their language, if they ask one. */
export function asQuestion(words: string, language: string): string {
  const short = language.slice(0, 2)
  if (words.includes('?') || !(ASKING[short] ?? ASKING.en)?.test(words)) return words
  return (QUESTION[short] ?? ((plain: string) => `${plain}?`))(words)
}

export function countryName(code: string | null | undefined, language: string): string {
  if (!code || !/^[A-Z]{2}$/.test(code)) return code ?? ''
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code
}
