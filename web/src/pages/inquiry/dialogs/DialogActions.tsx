import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '../../../logic/catalogue'
import { useRefusal } from '../../../parts/useRefusal'
import { StepProblems } from '../StepProblems'
import type { Step } from '../useStep'

interface Props {
  step: Step
  catalogue: Catalogue
  action: string
  ready: boolean
  onAct(): void
  onClose(): void
}

/** The end of a dialog: what was refused, the way out and the way on. */
export function DialogActions({ step, catalogue, action, ready, onAct, onClose }: Props) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  return (
    <SpaceBetween size="s">
      <StepProblems error={step.error} conflict={step.conflict} catalogue={catalogue} />
      {step.others.map((reason) => (
        <div key={reason} role="alert">
          {refusal(reason)}
        </div>
      ))}
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" disabled={!ready} loading={step.pending} onClick={onAct}>
            {action}
          </Button>
        </SpaceBetween>
      </Box>
    </SpaceBetween>
  )
}
