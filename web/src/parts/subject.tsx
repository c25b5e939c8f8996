import { createContext, useContext } from 'react'
import type { Attachment } from '../api/types'

/** What a form is about: its fields may name documents of the inquiry and other inquiries on the item. */
export interface FormSubject {
  itemId: string
  /** "" while nothing is saved. */
  inquiryId: string
  attachments: readonly Attachment[]
  /** Whether documents may be added now. */
  mayAttach: boolean
  /** The inquiry's id; what was not saved yet is saved as a draft first. Undefined when that failed. */
  ensure(): Promise<string | undefined>
}

const Context = createContext<FormSubject | null>(null)

export const FormSubjectProvider = Context

export function useFormSubject(): FormSubject | null {
  return useContext(Context)
}
