import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useTranslation } from 'react-i18next'
import { useCentres, useOperators } from '../../../api/directory'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { useDraft } from '../../../parts/drafts'
import { useStep } from '../useStep'
import { DialogActions } from './DialogActions'
import type { DialogProps } from './WorkDialog'

/** No call centre takes it: somebody else is asked, or the same post once more. Its clock starts when it arrives there. */
export function ReaddressForm({ inquiry, catalogue, onClose }: DialogProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { operatorName } = useWorkplace()
  const step = useStep(inquiry)
  const operators = useOperators()
  const centres = useCentres()
  const [draft, setDraft, forget] = useDraft(`readdress.${inquiry.id}`, { operator: inquiry.replier.operator, centre: '', text: '' })
  const { operator, centre, text } = draft
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const posts = (operators.data?.items ?? []).map((one) => ({ value: one.code, label: one.name }))
  const anyCentre = { value: '', label: t('work.anyCentre') }
  const places = [
    anyCentre,
    ...(centres.data?.items ?? [])
      .filter((one) => one.operator === operator && one.products?.includes(inquiry.product))
      .map((one) => ({ value: one.id, label: one.name, description: one.city })),
  ]
  const readdress = async () => {
    const done = await step.take({
      do: 'readdress',
      operator,
      ...(centre ? { centre } : {}),
      ...(text.trim() ? { text: text.trim() } : {}),
    })
    if (!done) return
    forget()
    flash.done(t('work.readdressed', { partner: operatorName(operator) }))
    onClose()
  }
  const cancel = () => {
    forget()
    onClose()
  }
  return (
    <SpaceBetween size="l">
      <div className="wa-soft">{t('work.readdressText')}</div>
      <FormField label={t('ask.partner')} errorText={step.refused.operator}>
        <Select
          selectedOption={posts.find((one) => one.value === operator) ?? null}
          options={posts}
          placeholder={t('form.choose')}
          filteringType="auto"
          filteringAriaLabel={t('form.find')}
          noMatch={t('form.nothingFound')}
          expandToViewport
          onChange={({ detail }) => {
            change({ operator: detail.selectedOption.value ?? '', centre: '' })
            step.clear('operator')
          }}
        />
      </FormField>
      <FormField label={t('work.centre')} errorText={step.refused.centre}>
        <Select
          selectedOption={places.find((one) => one.value === centre) ?? anyCentre}
          options={places}
          expandToViewport
          onChange={({ detail }) => change({ centre: detail.selectedOption.value ?? '' })}
        />
      </FormField>
      <FormField label={t('work.words')} stretch>
        <Textarea value={text} rows={2} onChange={({ detail }) => change({ text: detail.value })} />
      </FormField>
      <DialogActions
        step={step}
        inquiry={inquiry}
        catalogue={catalogue}
        action={t('work.readdressDo')}
        ready={operator !== ''}
        onAct={() => void readdress()}
        onClose={cancel}
      />
    </SpaceBetween>
  )
}
