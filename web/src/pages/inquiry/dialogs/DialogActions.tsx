import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Inquiry } from '../../../api/types'
import type { Catalogue } from '../../../logic/catalogue'
import { DialogEnd } from '../../../parts/DialogEnd'
import { useRefusal } from '../../../parts/useRefusal'
import { StepProblems } from '../StepProblems'
import type { Step } from '../useStep'

interface Props {
  step: Step
  inquiry: Inquiry
  catalogue: Catalogue
  action: string
  ready: boolean
  onAct(): void
  onClose(): void
}

/** The end of a dialog: what was refused, the way out and the way on. */
export function DialogActions({ step, inquiry, catalogue, action, ready, onAct, onClose }: Props) {
  const refusal = useRefusal()
  return (
    <SpaceBetween size="s">
      <StepProblems error={step.error} conflict={step.conflict} inquiry={inquiry} catalogue={catalogue} />
      {step.others.map((reason) => (
        <div key={reason} role="alert">
          {refusal(reason)}
        </div>
      ))}
      <DialogEnd onCancel={onClose} go={action} onGo={onAct} disabled={!ready} busy={step.pending} />
    </SpaceBetween>
  )
}
