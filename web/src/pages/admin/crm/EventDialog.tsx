import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { type CrmEvent, type Integration, useDismissEvent, useEvent, useReplay } from '../../../api/crm'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { formatInstant } from '../../../logic/instant'
import { useDraft } from '../../../parts/drafts'
import { Loading } from '../../../parts/Loading'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { Why } from './EventList'
import { TextArea } from './TextArea'

/** A waiting event: its content is corrected and done, done as it is, or dismissed. */
export function EventDialog({ of, event, onClose }: { of: Integration; event: string; onClose(): void }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { zone, language } = useWorkplace()
  const one = useEvent(of.id, event)
  const replay = useReplay(of.id)
  const dismiss = useDismissEvent(of.id)
  const [typed, setTyped, forget] = useDraft<string | undefined>(`crm.event.${event}`, undefined)
  const body = typed ?? one.data?.body ?? ''
  const corrected = typed !== undefined && typed !== one.data?.body
  const now: CrmEvent | undefined = replay.data ?? one.data
  const close = () => {
    forget()
    onClose()
  }
  const again = () =>
    replay.mutate(
      { event, ...(corrected ? { body: typed } : {}) },
      {
        onSuccess: (became) => {
          if (became.state === 'waiting') return
          flash.done(t('crm.look.done'))
          close()
        },
      },
    )
  const end = () =>
    dismiss.mutate(
      { event },
      {
        onSuccess: () => {
          flash.done(t('crm.look.dismissed'))
          close()
        },
      },
    )
  return (
    <Modal
      visible
      size="large"
      header={t('crm.look.title', { time: one.data ? formatInstant(one.data.receivedAt, zone, language) : '…' })}
      onDismiss={close}
      closeAriaLabel={t('crm.look.close')}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={close}>
              {t('crm.look.close')}
            </Button>
            <Button disabled={!one.data} loading={dismiss.isPending} ariaLabel={t('crm.look.dismissAbout')} onClick={end}>
              {t('crm.look.dismiss')}
            </Button>
            <Button variant="primary" disabled={!one.data} loading={replay.isPending} onClick={again}>
              {t(corrected ? 'crm.look.replayCorrected' : 'crm.look.replay')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {one.error ? (
        <ProblemAlert error={one.error} retry={() => void one.refetch()} />
      ) : !one.data ? (
        <Loading />
      ) : (
        <SpaceBetween size="m">
          {now && now.state === 'waiting' && (
            <Alert type="warning" header={replay.data ? t('crm.look.waitsAgain') : undefined}>
              <Why of={now} />
            </Alert>
          )}
          {(replay.error || dismiss.error) && <ProblemAlert error={replay.error ?? dismiss.error} />}
          <FormField stretch label={t('crm.look.body')} description={t('crm.look.recorded')}>
            <TextArea value={body} rows={16} label={t('crm.look.body')} onChange={setTyped} />
          </FormField>
          <Box color="text-body-secondary">
            {t('crm.look.sentId')}: <code className="wa-break wa-small">{one.data.webhookId}</code>
          </Box>
        </SpaceBetween>
      )}
    </Modal>
  )
}
