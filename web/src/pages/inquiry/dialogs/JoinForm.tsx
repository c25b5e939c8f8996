import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useTranslation } from 'react-i18next'
import { useFlash } from '../../../app/flash'
import { useDraft } from '../../../parts/drafts'
import { useStep } from '../useStep'
import { DialogActions } from './DialogActions'
import type { DialogProps } from './WorkDialog'

/** A further customer asks about the same: no second inquiry, but nobody is forgotten. */
export function JoinForm({ inquiry, catalogue, onClose }: DialogProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const step = useStep(inquiry)
  const [draft, setDraft, forget] = useDraft(`join.${inquiry.id}`, { customerRef: '', crmCaseId: '', text: '' })
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const told = Object.fromEntries(Object.entries(draft).filter(([, value]) => value.trim() !== ''))
  const join = async () => {
    if (!(await step.take({ do: 'join', ...told }))) return
    forget()
    flash.done(t('work.joined'))
    onClose()
  }
  const cancel = () => {
    forget()
    onClose()
  }
  return (
    <SpaceBetween size="l">
      <div className="wa-soft">{t('work.joinText')}</div>
      <FormField label={t('work.customerRef')}>
        <Input value={draft.customerRef} onChange={({ detail }) => change({ customerRef: detail.value })} autoComplete={false} />
      </FormField>
      <FormField label={t('work.crmCaseId')}>
        <Input value={draft.crmCaseId} onChange={({ detail }) => change({ crmCaseId: detail.value })} autoComplete={false} />
      </FormField>
      <FormField label={t('work.words')} stretch>
        <Textarea value={draft.text} rows={2} onChange={({ detail }) => change({ text: detail.value })} />
      </FormField>
      <DialogActions
        step={step}
        inquiry={inquiry}
        catalogue={catalogue}
        action={t('work.join')}
        ready={Object.keys(told).length > 0}
        onAct={() => void join()}
        onClose={cancel}
      />
    </SpaceBetween>
  )
}
