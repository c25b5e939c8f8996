import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import { useFlash } from '../../app/flash'
import type { Catalogue } from '../../logic/catalogue'
import { DialogEnd } from '../../parts/DialogEnd'
import { useDraft } from '../../parts/drafts'
import { Sends } from '../../parts/Sends'
import { StepProblems } from './StepProblems'
import type { Step } from './useStep'

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
  step: Step
  /** Shuts the dialog that it is in; on the page there is none. */
  onClose?(): void
}

/** The end of an inquiry, as its requester decides: with an answer, or withdrawn before there is one. */
export function CloseForm({ inquiry, catalogue, step, onClose }: Props) {
  const { t } = useTranslation()
  const flash = useFlash()
  const closings = inquiry.closings ?? []
  const [chosen, setChosen, forget] = useDraft(`close.${inquiry.id}`, '')
  const code = closings.includes(chosen) ? chosen : (closings[0] ?? '')
  const withdraw = ['sent', 'opened'].includes(inquiry.state)
  const go = withdraw ? t('close.withdraw') : t('close.button')
  const close = async () => {
    if (!(await step.take({ do: 'close', code }, [`close.${inquiry.id}`]))) return
    forget()
    flash.done(t('close.done'))
    onClose?.()
  }
  return (
    <Sends busy={step.pending || !code} onSend={() => void close()}>
      <SpaceBetween size="l">
        <div className="wa-soft">{withdraw ? t('close.withdrawText') : t('close.text')}</div>
        <FormField label={t('close.how')}>
          <RadioGroup
            value={code}
            onChange={({ detail }) => setChosen(detail.value)}
            items={closings.map((one) => ({ value: one, label: catalogue.closing(one) }))}
          />
        </FormField>
        <StepProblems error={step.error} conflict={step.conflict} inquiry={inquiry} catalogue={catalogue} />
        {onClose ? (
          <DialogEnd onCancel={() => [forget(), onClose()]} go={go} onGo={() => void close()} disabled={!code} busy={step.pending} />
        ) : (
          <Box float="right">
            <Button variant="primary" loading={step.pending} disabled={!code} onClick={() => void close()}>
              {go}
            </Button>
          </Box>
        )}
      </SpaceBetween>
    </Sends>
  )
}
