import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Endpoint, type EndpointWithSecret, useRotateSecret } from '../../../api/webhooks'
import { Dialog } from './Dialog'

const HOURS = [0, 1, 24, 72, 168]

/** A new secret, and until when the one before signs as well. */
export function RotateSecret({ of, onClose, onMade }: { of: Endpoint; onClose(): void; onMade(made: EndpointWithSecret): void }) {
  const { t } = useTranslation()
  const rotate = useRotateSecret()
  const [hours, setHours] = useState(24)
  const label = (n: number) =>
    n === 0 ? t('machine.rotate.atOnce') : n < 48 ? t('machine.rotate.hours', { count: n }) : t('machine.rotate.days', { count: n / 24 })
  const options = HOURS.map((n) => ({ value: String(n), label: label(n) }))
  return (
    <Dialog
      title={t('webhooks.rotate.title', { name: of.name })}
      go={t('webhooks.action.rotate')}
      busy={rotate.isPending}
      error={rotate.error}
      onGo={() => rotate.mutate({ id: of.id, version: of.version, overlapHours: hours }, { onSuccess: onMade })}
      onClose={onClose}
    >
      <div>{t('webhooks.rotate.about')}</div>
      <FormField label={t('webhooks.rotate.old')}>
        <Select
          selectedOption={options.find((one) => one.value === String(hours)) ?? null}
          options={options}
          expandToViewport
          onChange={({ detail }) => setHours(Number(detail.selectedOption.value))}
        />
      </FormField>
    </Dialog>
  )
}
