import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useAgents } from '../../../api/work'
import { useFlash } from '../../../app/flash'
import { useOutbox } from '../../../app/outbox'
import { useDraft } from '../../../parts/drafts'
import { useStep } from '../useStep'
import { DialogActions } from './DialogActions'
import type { DialogProps } from './WorkDialog'

/** A supervisor gives the inquiry to an agent of the call centre that has it. */
export function AssignForm({ inquiry, catalogue, onClose }: DialogProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const outbox = useOutbox()
  const step = useStep(inquiry, 'assign')
  const centre = (inquiry.side === 'replier' ? inquiry.replier : inquiry.requester).centre
  const agents = useAgents(centre, true)
  const [subject, setSubject, forget] = useDraft(`assign.${inquiry.id}`, '')
  const options = (agents.data ?? []).map((one) => ({ value: one.subject, label: one.name }))
  const chosen = options.find((one) => one.value === subject)
  const cancel = () => {
    forget()
    onClose()
  }
  const assign = async () => {
    if (!(await step.take({ do: 'assign', agent: subject }, [`assign.${inquiry.id}`]))) {
      if (outbox.of(inquiry.id, 'assign')) onClose() // kept for when the connection is back; every page says so
      return
    }
    flash.done(t('work.assigned', { agent: chosen?.label ?? subject }))
    cancel()
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
        inquiry={inquiry}
        catalogue={catalogue}
        action={t('work.assign')}
        ready={chosen !== undefined}
        onAct={() => void assign()}
        onClose={cancel}
      />
    </SpaceBetween>
  )
}
