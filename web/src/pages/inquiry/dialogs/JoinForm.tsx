import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlash } from '../../../app/flash'
import { useStep } from '../useStep'
import { DialogActions } from './DialogActions'
import type { DialogProps } from './WorkDialog'

/** A further customer asks about the same: no second inquiry, but nobody is forgotten. */
export function JoinForm({ inquiry, catalogue, onClose }: DialogProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const step = useStep(inquiry)
  const [customerRef, setCustomerRef] = useState('')
  const [crmCaseId, setCase] = useState('')
  const [text, setText] = useState('')
  const told = Object.fromEntries(Object.entries({ customerRef, crmCaseId, text }).filter(([, value]) => value.trim() !== ''))
  const join = async () => {
    if (!(await step.take({ do: 'join', ...told }))) return
    flash.done(t('work.joined'))
    onClose()
  }
  return (
    <SpaceBetween size="l">
      <div className="wa-soft">{t('work.joinText')}</div>
      <FormField label={t('work.customerRef')}>
        <Input value={customerRef} onChange={({ detail }) => setCustomerRef(detail.value)} autoComplete={false} />
      </FormField>
      <FormField label={t('work.crmCaseId')}>
        <Input value={crmCaseId} onChange={({ detail }) => setCase(detail.value)} autoComplete={false} />
      </FormField>
      <FormField label={t('work.words')} stretch>
        <Textarea value={text} rows={2} onChange={({ detail }) => setText(detail.value)} />
      </FormField>
      <DialogActions
        step={step}
        catalogue={catalogue}
        action={t('work.join')}
        ready={Object.keys(told).length > 0}
        onAct={() => void join()}
        onClose={onClose}
      />
    </SpaceBetween>
  )
}
