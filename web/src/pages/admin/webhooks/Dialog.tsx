import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogEnd } from '../../../parts/DialogEnd'
import { ProblemAlert } from '../../../parts/ProblemAlert'

interface Props {
  title: string
  go: string
  onGo(): void
  onClose(): void
  ready?: boolean
  busy: boolean
  /** What the children do not tell themselves. */
  error?: unknown
  large?: boolean
  /** Where the buttons are. */
  end?: RefObject<HTMLDivElement | null>
  children: ReactNode
}

/** A question with one answer that does something. */
export function Dialog({ title, go, onGo, onClose, ready = true, busy, error, large, end, children }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      visible
      size={large ? 'large' : 'medium'}
      header={title}
      onDismiss={onClose}
      closeAriaLabel={t('common.cancel')}
      footer={<DialogEnd onCancel={onClose} go={go} onGo={onGo} disabled={!ready} busy={busy} end={end} />}
    >
      <SpaceBetween size="l">
        {children}
        {error ? <ProblemAlert error={error} /> : null}
      </SpaceBetween>
    </Modal>
  )
}
