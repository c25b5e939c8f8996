import Alert from '@cloudscape-design/components/alert'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type IssuedKey, type MachineKey, useRotateKey } from '../../../api/machines'
import { useWorkplace } from '../../../app/workplace'
import { formatInstant } from '../../../logic/instant'
import { DialogEnd } from '../../../parts/DialogEnd'
import { ProblemAlert } from '../../../parts/ProblemAlert'

const HOURS = [0, 1, 24, 72, 168]

interface Props {
  of: MachineKey
  onClose(): void
  onMade(key: IssuedKey): void
}

/** A new key for a system, and until when the old one is good as well. */
export function RotateKey({ of, onClose, onMade }: Props) {
  const { t } = useTranslation()
  const { zone, language } = useWorkplace()
  const rotate = useRotateKey()
  const [hours, setHours] = useState(24)
  const label = (n: number) =>
    n === 0 ? t('machine.rotate.atOnce') : n < 48 ? t('machine.rotate.hours', { count: n }) : t('machine.rotate.days', { count: n / 24 })
  const options = HOURS.map((n) => ({ value: String(n), label: label(n) }))
  return (
    <Modal
      visible
      header={t('machine.rotate.title', { name: of.name })}
      onDismiss={onClose}
      closeAriaLabel={t('common.cancel')}
      footer={
        <DialogEnd
          onCancel={onClose}
          go={t('machine.rotate.go')}
          onGo={() => rotate.mutate({ prefix: of.prefix, version: of.version, overlapHours: hours }, { onSuccess: onMade })}
          busy={rotate.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        <div>{t('machine.rotate.about')}</div>
        {of.oldEndsAt && <Alert type="warning">{t('machine.rotate.again', { time: formatInstant(of.oldEndsAt, zone, language) })}</Alert>}
        <FormField label={t('machine.rotate.old')}>
          <Select
            selectedOption={options.find((one) => one.value === String(hours)) ?? null}
            options={options}
            expandToViewport
            onChange={({ detail }) => setHours(Number(detail.selectedOption.value))}
          />
        </FormField>
        {rotate.error && <ProblemAlert error={rotate.error} />}
      </SpaceBetween>
    </Modal>
  )
}
