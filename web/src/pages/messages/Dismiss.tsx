import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useTranslation } from 'react-i18next'
import { useDismiss } from '../../api/messages'
import { useFlash } from '../../app/flash'
import { DialogEnd } from '../../parts/DialogEnd'
import { useDraft } from '../../parts/drafts'
import { ProblemAlert } from '../../parts/ProblemAlert'

/** Nothing needs to be corrected, and why. */
export function Dismiss({ receipt, onClose }: { receipt: string; onClose(): void }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const dismiss = useDismiss(receipt)
  const [reason, setReason, forget] = useDraft(`dismiss.${receipt}`, '')
  const end = () => {
    forget()
    onClose()
  }
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={t('messages.dismiss')}
      footer={
        <DialogEnd
          onCancel={end}
          go={t('messages.dismissSend')}
          onGo={() => dismiss.mutate(reason, { onSuccess: () => [flash.done(t('messages.dismissed')), end()] })}
          disabled={reason.trim() === ''}
          busy={dismiss.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        <div>{t('messages.dismissAbout')}</div>
        {dismiss.error && <ProblemAlert error={dismiss.error} />}
        <FormField label={t('messages.dismissReason')}>
          <Textarea value={reason} rows={2} onChange={({ detail }) => setReason(detail.value)} />
        </FormField>
      </SpaceBetween>
    </Modal>
  )
}
