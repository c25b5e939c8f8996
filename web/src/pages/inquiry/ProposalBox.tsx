import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { Inquiry, Item, Proposal } from '../../api/types'
import type { Catalogue } from '../../logic/catalogue'
import { Sends } from '../../parts/Sends'
import { useKeyWords } from '../../parts/useKeyWords'
import { useRefusal } from '../../parts/useRefusal'
import { Facts } from './Facts'
import { StepProblems } from './StepProblems'
import { useEvidence } from './useEvidence'
import type { Step } from './useStep'

interface Props {
  inquiry: Inquiry
  item: Item | undefined
  proposal: Proposal
  catalogue: Catalogue
  step: Step
  onChange(): void
  onOther(): void
}

/** The answer that tracking gives, with its evidence: one key confirms and sends it. */
export function ProposalBox({ inquiry, item, proposal, catalogue, step, onChange, onOther }: Props) {
  const { t } = useTranslation()
  const { submit } = useKeyWords()
  const evidence = useEvidence(catalogue, item)
  const refusal = useRefusal()
  const kind = proposal.class === 'C' ? 'C' : 'I'
  const confirm = () => step.take({ do: 'reply', code: proposal.code, fields: proposal.fields })
  return (
    <Sends busy={step.pending} onSend={() => void confirm()} className="wa-proposal" testId="proposal">
      <Container
        header={
          <Header variant="h2" description={evidence(proposal)}>
            {t(`proposal.title.${kind}`, { reply: catalogue.reply(proposal.code) })}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <Facts fields={catalogue.replyOf(proposal.code)?.fields ?? []} values={proposal.fields} inquiry={inquiry} catalogue={catalogue} />
          <div className="wa-soft">{t(`proposal.text.${kind}`)}</div>
          <StepProblems error={step.error} conflict={step.conflict} inquiry={inquiry} catalogue={catalogue} />
          {[...Object.values(step.refused), ...step.others].map((reason) => (
            <div key={reason}>{refusal(reason)}</div>
          ))}
          <div className="wa-facts">
            <Button
              variant="primary"
              loading={step.pending}
              onClick={() => void confirm()}
              ariaDescribedby="proposal-key"
              nativeButtonAttributes={{ 'aria-keyshortcuts': 'Control+Enter' }}
            >
              {t('proposal.confirm')}
            </Button>
            <kbd id="proposal-key">{submit}</kbd>
            <Button onClick={onChange}>{t('proposal.change')}</Button>
            <Button variant="link" onClick={onOther}>
              {t('reply.other')}
            </Button>
          </div>
        </SpaceBetween>
      </Container>
    </Sends>
  )
}
