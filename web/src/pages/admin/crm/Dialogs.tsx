import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Integration, type IntegrationSecret, useDeleteIntegration, useRotateSecret } from '../../../api/crm'
import { DialogEnd } from '../../../parts/DialogEnd'
import { ProblemAlert } from '../../../parts/ProblemAlert'

const HOURS = [0, 1, 24, 168]

interface AskProps {
  title: string
  go: string
  busy: boolean
  onGo(): void
  onClose(): void
  children: ReactNode
}

function Ask({ title, go, busy, onGo, onClose, children }: AskProps) {
  const { t } = useTranslation()
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      closeAriaLabel={t('common.cancel')}
      footer={<DialogEnd onCancel={onClose} go={go} onGo={onGo} busy={busy} />}
    >
      <SpaceBetween size="m">{children}</SpaceBetween>
    </Modal>
  )
}

/** A new secret, and until when the old one is good as well. */
export function RotateSecret({ of, onClose, onMade }: { of: Integration; onClose(): void; onMade(made: IntegrationSecret): void }) {
  const { t } = useTranslation()
  const rotate = useRotateSecret()
  const [hours, setHours] = useState(24)
  const options = HOURS.map((n) => ({
    value: String(n),
    label: n === 0 ? t('crm.rotating.atOnce') : t('crm.rotating.hours', { count: n }),
  }))
  return (
    <Ask
      title={t('crm.rotating.title', { name: of.name })}
      go={t('crm.rotating.go')}
      busy={rotate.isPending}
      onClose={onClose}
      onGo={() => rotate.mutate({ id: of.id, version: of.version, overlapHours: hours }, { onSuccess: onMade })}
    >
      <div>{t('crm.rotating.about')}</div>
      <FormField label={t('crm.rotating.old')}>
        <Select
          selectedOption={options.find((one) => one.value === String(hours)) ?? null}
          options={options}
          expandToViewport
          onChange={({ detail }) => setHours(Number(detail.selectedOption.value))}
        />
      </FormField>
      {rotate.error && <ProblemAlert error={rotate.error} />}
    </Ask>
  )
}

/** The end of an integration. */
export function DeleteIntegration({ of, onClose, onGone }: { of: Integration; onClose(): void; onGone(): void }) {
  const { t } = useTranslation()
  const remove = useDeleteIntegration()
  return (
    <Ask
      title={t('crm.deleting.title', { name: of.name })}
      go={t('crm.deleting.go')}
      busy={remove.isPending}
      onClose={onClose}
      onGo={() => remove.mutate({ id: of.id, version: of.version }, { onSuccess: onGone })}
    >
      <div>{t('crm.deleting.about')}</div>
      {remove.error && <ProblemAlert error={remove.error} />}
    </Ask>
  )
}
