import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inquiry, Item } from '../../api/types'
import { useCommands } from '../../app/commands'
import { HeldStep } from '../../app/Outgoing'
import { useHeld, useOutbox } from '../../app/outbox'
import type { Catalogue } from '../../logic/catalogue'
import { useDraft } from '../../parts/drafts'
import { DecideArea } from './DecideArea'
import { ProposalBox } from './ProposalBox'
import { ReplyForm } from './ReplyForm'
import { EMPTY_REPLY, type ReplyDraft, replyKey } from './replyDraft'
import { StepProblems } from './StepProblems'
import { SupplementForm } from './SupplementForm'
import { BothVersions } from './UnsentReply'
import { useStep } from './useStep'

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
  item: Item | undefined
}

/** What the reader can do now: only what the API allows. What kept the last step from being taken stays in sight, even when it can't be taken any more. */
export function AnswerArea({ inquiry, catalogue, item }: Props) {
  const { t } = useTranslation()
  const step = useStep(inquiry, 'answer')
  const held = useHeld(inquiry.id)
  const outbox = useOutbox()
  useCommands([
    held?.state === 'held' && { id: 'undo', label: t('outbox.undo'), group: 'inquiry', keys: 'u', run: () => outbox.undo(held.id) },
  ])
  const can = (action: string) => inquiry.actions.includes(action)
  const parts = { inquiry, catalogue, step }
  if (held && held.state !== 'refused') return <HeldStep held={held} />
  if (can('reply')) return <Answer {...parts} item={item} />
  if (can('supplement')) return <SupplementForm {...parts} />
  return (
    <>
      {step.conflict && (
        <StepProblems error={undefined} conflict={step.conflict} inquiry={inquiry} catalogue={catalogue}>
          <BothVersions inquiry={inquiry} catalogue={catalogue} meanwhile={step.conflict} />
        </StepProblems>
      )}
      {(inquiry.state === 'replied' || inquiry.unroutable || can('escalate')) && <DecideArea {...parts} />}
    </>
  )
}

/** A whole answer from tracking needs only a confirmation; anything else is a form. An answer that was begun goes on. */
function Answer({ inquiry, catalogue, item, step }: Props & { step: ReturnType<typeof useStep> }) {
  const offer = inquiry.proposal && inquiry.replies.includes(inquiry.proposal.code) ? inquiry.proposal : null
  const [draft] = useDraft<ReplyDraft>(replyKey(inquiry.id), EMPTY_REPLY)
  const [own, setOwn] = useState<'change' | 'other' | undefined>(draft.code ? 'other' : undefined)
  if (offer?.complete && !own)
    return (
      <ProposalBox
        inquiry={inquiry}
        item={item}
        proposal={offer}
        catalogue={catalogue}
        step={step}
        onChange={() => setOwn('change')}
        onOther={() => setOwn('other')}
      />
    )
  return <ReplyForm inquiry={inquiry} catalogue={catalogue} item={item} step={step} offer={own === 'other' ? null : offer} />
}
