import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type IntegrationSecret, useCreateIntegration, useReadyMappings } from '../../../api/crm'
import { useCentres } from '../../../api/directory'
import { asProblem } from '../../../api/problem'
import { useWorkplace } from '../../../app/workplace'
import { answered, type Sent, sentAs } from '../../../logic/once'
import { DialogEnd } from '../../../parts/DialogEnd'
import { useFormDraft } from '../../../parts/drafts'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { useRefusals } from '../../../parts/useRefusals'

/** A system, the call centre for which it acts, and the mapping to begin with. */
export function ConnectForm({ onClose, onMade }: { onClose(): void; onMade(made: IntegrationSecret): void }) {
  const { t } = useTranslation()
  const { me } = useWorkplace()
  const make = useCreateIntegration()
  const refused = useRefusals(make.error)
  const ready = useReadyMappings().data?.items ?? []
  const centres = (useCentres().data?.items ?? []).filter((one) => one.operator === me.operator?.code)
  const own = centres.map((one) => ({ value: one.id, label: one.name, description: one.id }))
  const [sent, setSent] = useState<Sent>()
  const [form, change, forget] = useFormDraft('crm.new', { name: '', centre: me.callCentres?.[0]?.id ?? '', system: '' })
  const { name, centre, system } = form
  const close = () => {
    forget()
    onClose()
  }
  const nothing = { value: '', label: t('crm.form.nothing') }
  const systems = [...ready.map((one) => ({ value: one.system, label: one.name })), nothing]
  const go = () => {
    const body = { name: name.trim(), centre, ...(system ? { system } : {}) }
    const as = sentAs(sent, JSON.stringify(body), () => crypto.randomUUID())
    setSent(as)
    make.mutate(
      { ...body, once: as.key },
      { onSuccess: (made) => [forget(), onMade(made)], onError: (error) => answered(asProblem(error).status) && setSent(undefined) },
    )
  }
  return (
    <Modal
      visible
      header={t('crm.form.title')}
      onDismiss={close}
      closeAriaLabel={t('common.cancel')}
      footer={
        <DialogEnd
          onCancel={close}
          go={t('crm.form.make')}
          onGo={go}
          disabled={name.trim() === '' || centre === ''}
          busy={make.isPending}
        />
      }
    >
      <SpaceBetween size="l">
        <FormField label={t('crm.form.name')} description={t('crm.form.nameHelp')} errorText={refused('name')}>
          <Input value={name} onChange={({ detail }) => change({ name: detail.value })} autoComplete={false} />
        </FormField>
        <FormField label={t('crm.form.centre')} errorText={refused('centre')}>
          <Select
            selectedOption={own.find((one) => one.value === centre) ?? null}
            options={own}
            expandToViewport
            onChange={({ detail }) => change({ centre: detail.selectedOption.value ?? '' })}
          />
        </FormField>
        <FormField
          label={t('crm.form.system')}
          description={ready.find((one) => one.system === system)?.origin}
          errorText={refused('system')}
        >
          <Select
            selectedOption={systems.find((one) => one.value === system) ?? nothing}
            options={systems}
            expandToViewport
            onChange={({ detail }) => change({ system: detail.selectedOption.value ?? '' })}
          />
        </FormField>
        {make.error && <ProblemAlert error={make.error} />}
      </SpaceBetween>
    </Modal>
  )
}
