import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  title: string
  about: string
  label: string
  secret: string
  /** What else its holder needs. */
  children?: ReactNode
  onClose(): void
}

/** The only sight of a secret: it closes when somebody says that they have put it away. */
export function ShownOnce({ title, about, label, secret, children, onClose }: Props) {
  const { t } = useTranslation()
  const [kept, setKept] = useState(false)
  return (
    <Modal
      visible
      header={title}
      onDismiss={() => kept && onClose()}
      closeAriaLabel={t('machine.shown.close')}
      footer={
        <Box float="right">
          <Button variant="primary" disabled={!kept} onClick={onClose}>
            {t('machine.shown.close')}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning" header={t('machine.shown.once')}>
          {about}
        </Alert>
        <div>
          <Box variant="awsui-key-label">{label}</Box>
          <code className="wa-secret">{secret}</code>
        </div>
        <CopyToClipboard
          variant="button"
          textToCopy={secret}
          copyButtonText={t('machine.shown.copy')}
          copySuccessText={t('machine.shown.copied')}
          copyErrorText={t('machine.shown.failed')}
        />
        {children}
        <Checkbox checked={kept} onChange={({ detail }) => setKept(detail.checked)}>
          {t('machine.shown.kept')}
        </Checkbox>
      </SpaceBetween>
    </Modal>
  )
}
