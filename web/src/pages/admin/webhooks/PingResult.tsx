import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { type Endpoint, usePing } from '../../../api/webhooks'
import { pretty } from '../../../logic/webhooks'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { Attempts } from './Attempts'

/** Calls an endpoint at once, and shows what it said. */
export function PingResult({ of, onClose }: { of: Endpoint; onClose(): void }) {
  const { t } = useTranslation()
  const ping = usePing()
  const { mutate } = ping
  useEffect(() => mutate(of.id), [mutate, of.id])
  return (
    <Modal
      visible
      size="large"
      header={t('webhooks.ping.title', { name: of.name })}
      onDismiss={onClose}
      closeAriaLabel={t('machine.shown.close')}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button loading={ping.isPending} onClick={() => mutate(of.id)}>
              {t('common.tryAgain')}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {t('machine.shown.close')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {ping.isPending && <StatusIndicator type="loading">{t('webhooks.ping.calling')}</StatusIndicator>}
      {ping.error && <ProblemAlert error={ping.error} />}
      {ping.data && (
        <SpaceBetween size="m">
          <Alert type={ping.data.accepted ? 'success' : 'error'}>
            {t(ping.data.accepted ? 'webhooks.ping.accepted' : 'webhooks.ping.refused')}
          </Alert>
          <Attempts of={[ping.data.attempt]} />
          <div>
            <Box variant="awsui-key-label">{t('webhooks.ping.sent')}</Box>
            <pre className="wa-code">{pretty(ping.data.body)}</pre>
          </div>
        </SpaceBetween>
      )}
    </Modal>
  )
}
