import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useFlash } from '../../../app/flash'
import { useDraft } from '../../../parts/drafts'
import { InquiryInput } from '../../../parts/InquiryInput'
import { useStep } from '../useStep'
import { DialogActions } from './DialogActions'
import type { DialogProps } from './WorkDialog'

/** Two inquiries of one's own about the same item become one. */
export function MergeForm({ inquiry, catalogue, onClose }: DialogProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const navigate = useNavigate()
  const step = useStep(inquiry)
  const [into, setInto, forget] = useDraft(`merge.${inquiry.id}`, '')
  const cancel = () => {
    forget()
    onClose()
  }
  const merge = async () => {
    const other = await step.take({ do: 'merge', into })
    if (!other) return
    flash.done(t('work.merged'))
    cancel()
    void navigate(`/inquiries/${other.id}`)
  }
  return (
    <SpaceBetween size="l">
      <div className="wa-soft">{t('work.mergeText')}</div>
      <FormField label={t('work.into')}>
        <InquiryInput value={into} onChange={setInto} />
      </FormField>
      <DialogActions
        step={step}
        inquiry={inquiry}
        catalogue={catalogue}
        action={t('work.merge')}
        ready={into !== ''}
        onAct={() => void merge()}
        onClose={cancel}
      />
    </SpaceBetween>
  )
}
