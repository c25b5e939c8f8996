import type { Inquiry, Item } from '../../api/types'
import type { Catalogue } from '../../logic/catalogue'
import { CloseForm } from './CloseForm'
import { ReplyForm } from './ReplyForm'
import { StepProblems } from './StepProblems'
import { SupplementForm } from './SupplementForm'
import { UnsentReply } from './UnsentReply'
import { useStep } from './useStep'

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
  item: Item | undefined
}

/** What the reader can do now: only what the API allows. What kept the last step from being taken stays in sight, even when it can't be taken any more. */
export function AnswerArea({ inquiry, catalogue, item }: Props) {
  const step = useStep(inquiry)
  const can = (action: string) => inquiry.actions.includes(action)
  const parts = { inquiry, catalogue, step }
  if (can('reply')) return <ReplyForm {...parts} item={item} />
  if (can('supplement')) return <SupplementForm {...parts} />
  return (
    <>
      {step.conflict && (
        <StepProblems error={undefined} conflict={step.conflict} catalogue={catalogue}>
          <UnsentReply inquiry={inquiry} catalogue={catalogue} />
        </StepProblems>
      )}
      {can('close') && <CloseForm {...parts} />}
    </>
  )
}
