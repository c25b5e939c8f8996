import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { type MachineKey, useRevokeKey } from '../../../api/machines'
import { useFlash } from '../../../app/flash'
import { DialogEnd } from '../../../parts/DialogEnd'
import { ProblemAlert } from '../../../parts/ProblemAlert'

export function RevokeKey({ of, onClose }: { of: MachineKey; onClose(): void }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const revoke = useRevokeKey()
  const go = () =>
    revoke.mutate(
      { prefix: of.prefix, version: of.version },
      {
        onSuccess: () => {
          flash.done(t('machine.revoke.done', { name: of.name }))
          onClose()
        },
      },
    )
  return (
    <Modal
      visible
      header={t('machine.revoke.title', { name: of.name })}
      onDismiss={onClose}
      closeAriaLabel={t('common.cancel')}
      footer={<DialogEnd onCancel={onClose} go={t('machine.revoke.go')} onGo={go} busy={revoke.isPending} />}
    >
      <SpaceBetween size="m">
        <div>{t('machine.revoke.about')}</div>
        <code>wpk_{of.prefix}_…</code>
        {revoke.error && <ProblemAlert error={revoke.error} />}
      </SpaceBetween>
    </Modal>
  )
}
