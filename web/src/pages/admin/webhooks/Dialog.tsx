import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../../parts/ProblemAlert'

interface Props {
  title: string
  go: string
  onGo(): void
  onClose(): void
  ready?: boolean
  busy: boolean
  error: unknown
  large?: boolean
  children: ReactNode
}

/** A question with one answer that does something. */
export function Dialog({ title, go, onGo, onClose, ready = true, busy, error, large, children }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      visible
      size={large ? 'large' : 'medium'}
      header={title}
      onDismiss={onClose}
      closeAriaLabel={t('common.cancel')}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button variant="primary" disabled={!ready} loading={busy} onClick={onGo}>
              {go}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {children}
        {error ? <ProblemAlert error={error} /> : null}
      </SpaceBetween>
    </Modal>
  )
}
