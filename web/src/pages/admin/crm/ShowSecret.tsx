import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IntegrationSecret } from '../../../api/crm'

/** The only sight of a secret: it closes when somebody says that they have put it away. */
export function ShowSecret({ of, onClose }: { of: IntegrationSecret; onClose(): void }) {
  const { t } = useTranslation()
  const [kept, setKept] = useState(false)
  return (
    <Modal
      visible
      header={t('crm.secret.title', { name: of.name })}
      onDismiss={() => kept && onClose()}
      closeAriaLabel={t('crm.secret.close')}
      footer={
        <Box float="right">
          <Button variant="primary" disabled={!kept} onClick={onClose}>
            {t('crm.secret.close')}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning" header={t('crm.secret.once')}>
          {t('crm.secret.onceText')}
        </Alert>
        <div>
          <Box variant="awsui-key-label">{t('crm.secret.label')}</Box>
          <code className="wa-secret">{of.secret}</code>
        </div>
        <CopyToClipboard
          variant="button"
          textToCopy={of.secret}
          copyButtonText={t('crm.secret.copy')}
          copySuccessText={t('crm.secret.copied')}
          copyErrorText={t('crm.secret.failed')}
        />
        <div>
          <Box variant="awsui-key-label">{t('crm.secret.address')}</Box>
          <code className="wa-secret">{new URL(of.address, window.location.origin).href}</code>
        </div>
        <Checkbox checked={kept} onChange={({ detail }) => setKept(detail.checked)}>
          {t('crm.secret.kept')}
        </Checkbox>
      </SpaceBetween>
    </Modal>
  )
}
