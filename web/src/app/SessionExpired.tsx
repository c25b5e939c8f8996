import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import { useTranslation } from 'react-i18next'
import { useSession } from '../auth/SessionContext'

/** Signing in again comes back to the same page, where drafts of what was typed are waiting. */
export function SessionExpired() {
  const { t } = useTranslation()
  const { session } = useSession()
  return (
    <Modal
      visible
      header={t('session.expiredTitle')}
      onDismiss={() => void session.signIn()}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={() => void session.signIn()}>
            {t('session.signInAgain')}
          </Button>
        </Box>
      }
    >
      {t('session.expiredText')}
    </Modal>
  )
}
