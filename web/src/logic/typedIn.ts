import type { Held } from '../api/outbox'

/** What was typed into a form, by the name under which the form keeps it. */
export type Typed = readonly [draft: string, value: unknown]

/** What was typed before a step was sent, as its forms keep it: for a window that was not the one it was typed in. */
export function typedIn({ action, inquiry, drafts: [draft = ''] }: Pick<Held, 'action' | 'inquiry' | 'drafts'>): readonly Typed[] {
  switch (action.do) {
    case 'reply': {
      const { code, fields, text = '', language } = action
      return [[`reply.${inquiry}`, { code, values: fields, text, ...(language ? { language } : {}) }]]
    }
    case 'supplement': {
      const { text, language } = action
      const words: Typed[] = text ? [[`supplement.${inquiry}.words`, { text, ...(language ? { language } : {}) }]] : []
      return [[`supplement.${inquiry}`, action.fields], ...words]
    }
    case 'escalate':
    case 'reject': {
      const { fields: values = {}, text = '', language } = action
      const reason = action.do === 'reject' ? action.reason : ''
      return [[`${action.do}.${inquiry}`, { values, reason, text, ...(language ? { language } : {}) }]]
    }
    case 'note':
      return [[draft, action.text]]
    case 'raise': {
      const { fields, workflow, urgent = false, urgencyReason = '', destination = '', product = '' } = action
      return [[draft, { fields, workflow, urgent, urgencyReason, destination, product, draft: '' }]]
    }
    default:
      return []
  }
}
