import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useTranslation } from 'react-i18next'
import { useCentres } from '../../../api/directory'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { useDraft } from '../../../parts/drafts'
import { useStep } from '../useStep'
import { DialogActions } from './DialogActions'
import type { DialogProps } from './WorkDialog'

/** To another call centre of the same post: its clock goes on as it was. */
export function HandOverForm({ inquiry, catalogue, onClose }: DialogProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { partyName } = useWorkplace()
  const step = useStep(inquiry)
  const centres = useCentres()
  const [draft, setDraft, forget] = useDraft(`handOver.${inquiry.id}`, { centre: '', reason: '', text: '' })
  const { centre, reason, text } = draft
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const options = (centres.data?.items ?? [])
    .filter((one) => one.operator === inquiry.replier.operator && one.id !== inquiry.replier.centre)
    .map((one) => ({ value: one.id, label: one.name, description: one.city }))
  const reasons = catalogue.release.handOverReasons.map((one) => ({ value: one.code, label: catalogue.text(one.labels, one.code) }))
  const to = options.find((one) => one.value === centre)
  const handOver = async () => {
    if (!(await step.take({ do: 'handOver', centre, reason, ...(text.trim() ? { text: text.trim() } : {}) }))) return
    forget()
    flash.done(t('work.handedOver', { centre: to?.label ?? centre }))
    onClose()
  }
  const cancel = () => {
    forget()
    onClose()
  }
  return (
    <SpaceBetween size="l">
      <div className="wa-soft">{t('work.handOverText', { partner: partyName(inquiry.requester) })}</div>
      <FormField label={t('work.centre')} errorText={step.refused.centre}>
        <Select
          selectedOption={to ?? null}
          options={options}
          placeholder={t('form.choose')}
          filteringType={options.length > 8 ? 'auto' : 'none'}
          empty={t('work.noCentres')}
          expandToViewport
          onChange={({ detail }) => change({ centre: detail.selectedOption.value ?? '' })}
        />
      </FormField>
      <FormField label={t('work.reason')}>
        <Select
          selectedOption={reasons.find((one) => one.value === reason) ?? null}
          options={reasons}
          placeholder={t('form.choose')}
          expandToViewport
          onChange={({ detail }) => change({ reason: detail.selectedOption.value ?? '' })}
        />
      </FormField>
      <FormField label={t('work.words')} stretch>
        <Textarea value={text} rows={2} onChange={({ detail }) => change({ text: detail.value })} />
      </FormField>
      <DialogActions
        step={step}
        inquiry={inquiry}
        catalogue={catalogue}
        action={t('work.handOver')}
        ready={centre !== '' && reason !== ''}
        onAct={() => void handOver()}
        onClose={cancel}
      />
    </SpaceBetween>
  )
}
