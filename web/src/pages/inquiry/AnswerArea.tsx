import type { Inquiry, Item } from '../../api/types'
import type { Catalogue } from '../../logic/catalogue'
import { CloseForm } from './CloseForm'
import { ReplyForm } from './ReplyForm'
import { SupplementForm } from './SupplementForm'

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
  item: Item | undefined
  open: boolean
}

/** What the reader can do now: only what the API allows. */
export function AnswerArea({ inquiry, catalogue, item }: Props) {
  const can = (action: string) => inquiry.actions.includes(action)
  if (can('reply')) return <ReplyForm inquiry={inquiry} catalogue={catalogue} item={item} />
  if (can('supplement')) return <SupplementForm inquiry={inquiry} catalogue={catalogue} />
  if (can('close')) return <CloseForm inquiry={inquiry} catalogue={catalogue} />
  return null
}
