import { useTranslation } from 'react-i18next'
import { type Invitation, useWithdrawInvitation } from '../../../api/invitations'
import { useFlash } from '../../../app/flash'
import { Dialog } from '../webhooks/Dialog'

export function WithdrawInvitation({ of, onClose }: { of: Invitation; onClose(): void }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const withdraw = useWithdrawInvitation()
  const done = () => {
    flash.done(t('people.invitations.withdrawn', { name: of.name }))
    onClose()
  }
  return (
    <Dialog
      title={t('people.invitations.withdraw', { name: of.name })}
      go={t('people.invitations.step.withdraw')}
      busy={withdraw.isPending}
      error={withdraw.error}
      onGo={() => withdraw.mutate(of, { onSuccess: done })}
      onClose={onClose}
    >
      <div>{t('people.invitations.withdrawAbout', { email: of.email })}</div>
    </Dialog>
  )
}
