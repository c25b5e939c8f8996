import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCorrect } from '../../api/reports'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { formatMonth } from '../../logic/instant'
import { DialogEnd } from '../../parts/DialogEnd'
import { useDraft } from '../../parts/drafts'
import { ProblemAlert } from '../../parts/ProblemAlert'

const SHORTEST = 10
const LONGEST = 300

/** Has a frozen month counted again, for a reason that everybody sees. */
export function Correct({ month, onClose, onAsked }: { month: string; onClose(): void; onAsked(): void }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const flash = useFlash()
  const correct = useCorrect()
  const [once] = useState(() => crypto.randomUUID())
  const [reason, setReason, forget] = useDraft(`correct.${month}`, '')
  const long = reason.trim().length
  const ask = () =>
    correct.mutate(
      { month, reason: reason.trim(), once },
      {
        onSuccess: () => {
          forget()
          flash.done(t('reporting.correctAsked'))
          onAsked()
        },
      },
    )
  const cancel = () => {
    forget()
    onClose()
  }
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={t('reporting.correct')}
      closeAriaLabel={t('common.cancel')}
      footer={
        <DialogEnd
          onCancel={cancel}
          go={t('reporting.correctDo')}
          onGo={ask}
          disabled={long < SHORTEST || long > LONGEST}
          busy={correct.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        <Box>{t('reporting.correctAbout', { month: formatMonth(month, language) })}</Box>
        <FormField label={t('reporting.correctReason')} constraintText={t('reporting.correctReasonHelp')}>
          <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} rows={3} autoFocus />
        </FormField>
        {correct.error && <ProblemAlert error={correct.error} />}
      </SpaceBetween>
    </Modal>
  )
}
