import type { Values } from '../../api/types'

/** An answer being written. */
export interface ReplyDraft {
  code: string
  values: Values
  text: string
  /** The language of the text, once the person said another than that of the pages. */
  language?: string
}

export const EMPTY_REPLY: ReplyDraft = { code: '', values: {}, text: '' }

export const replyKey = (inquiry: string) => `reply.${inquiry}`

/** Words beside the fields of what was missing. */
export interface Words {
  text: string
  language?: string
}

export const NO_WORDS: Words = { text: '' }

export const supplementWords = (inquiry: string) => `supplement.${inquiry}.words`
