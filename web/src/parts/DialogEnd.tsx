import Button from '@cloudscape-design/components/button'
import type { ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  onCancel(): void
  /** What leaving is called, where it is not "Cancel". */
  cancel?: string
  /** What the dialog does. */
  go: ReactNode
  onGo(): void
  disabled?: boolean
  busy: boolean
  /** Where the focus goes when what stood above is decided. */
  end?: Ref<HTMLDivElement>
}

/** The foot of a dialog: out of it, or do what it is for. */
export function DialogEnd({ onCancel, cancel, go, onGo, disabled = false, busy, end }: Props) {
  const { t } = useTranslation()
  return (
    <div ref={end} tabIndex={end ? -1 : undefined} className="wa-dialog-end">
      <Button variant="link" onClick={onCancel}>
        {cancel ?? t('common.cancel')}
      </Button>
      <Button variant="primary" disabled={disabled} loading={busy} onClick={onGo}>
        {go}
      </Button>
    </div>
  )
}
