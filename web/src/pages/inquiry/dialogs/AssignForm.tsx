import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAgents } from '../../../api/work'
import { useFlash } from '../../../app/flash'
import { useStep } from '../useStep'
import { DialogActions } from './DialogActions'
import type { DialogProps } from './WorkDialog'

/** A supervisor gives the inquiry to an agent of the call centre that has it. */
export function AssignForm({ inquiry, catalogue, onClose }: DialogProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const step = useStep(inquiry)
  const centre = (inquiry.side === 'replier' ? inquiry.replier : inquiry.requester).centre
  const agents = useAgents(centre, true)
  const [subject, setSubject] = useState('')
  const options = (agents.data ?? []).map((one) => ({ value: one.subject, label: one.name }))
  const chosen = options.find((one) => one.value === subject)
  const assign = async () => {
    if (!(await step.take({ do: 'assign', agent: subject }))) return
    flash.done(t('work.assigned', { agent: chosen?.label ?? subject }))
    onClose()
  }
  return (
    <SpaceBetween size="l">
      <FormField label={t('work.agent')} description={t('work.agentHelp')} errorText={agents.isError ? t('work.noAgents') : undefined}>
        <Select
          selectedOption={chosen ?? null}
          options={options}
          placeholder={t('form.choose')}
          filteringType="auto"
          filteringAriaLabel={t('form.find')}
          noMatch={t('form.nothingFound')}
          empty={t('work.noAgents')}
          statusType={agents.isLoading ? 'loading' : 'finished'}
          loadingText={t('form.loading')}
          expandToViewport
          onChange={({ detail }) => setSubject(detail.selectedOption.value ?? '')}
        />
      </FormField>
      <DialogActions
        step={step}
        catalogue={catalogue}
        action={t('work.assign')}
        ready={subject !== ''}
        onAct={() => void assign()}
        onClose={onClose}
      />
    </SpaceBetween>
  )
}
