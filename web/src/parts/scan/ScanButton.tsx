import Button from '@cloudscape-design/components/button'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

const ScanDialog = lazy(() => import('./ScanDialog'))

const BARS = (
  <svg viewBox="0 0 16 16" focusable="false" aria-hidden="true">
    <path d="M2 3v10M5 3v10M7.5 3v10M11 3v10M14 3v10" />
  </svg>
)

interface Props {
  onNumber(id: string): void
  /** Several, one after the other. */
  many?: boolean
}

/** Numbers from labels by the camera; what is needed for it is loaded when it is opened. */
export function ScanButton({ onNumber, many = false }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const found = (id: string) => {
    if (!many) setOpen(false)
    onNumber(id)
  }
  return (
    <>
      <Button formAction="none" iconSvg={BARS} onClick={() => setOpen(true)}>
        {t('scan.button')}
      </Button>
      {open && (
        <Suspense>
          <ScanDialog many={many} onNumber={found} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
