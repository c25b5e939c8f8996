import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import ToggleButton from '@cloudscape-design/components/toggle-button'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { spacedItemId } from '../../logic/itemId'
import { type NoCamera, noCamera, numberIn } from '../../logic/scanned'
import { spacedTransportId } from '../../logic/transportId'
import { barcodeReader, mayAsk, openCamera, torchOf, watch } from './camera'

const end = (stream: MediaStream | undefined) => {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

interface Props {
  /** Each number once, as it is read. */
  onNumber(id: string): void
  /** It goes on after a number: for many items. */
  many: boolean
  onClose(): void
}

/** The camera on the label: what it reads is said aloud and shown. No picture leaves the device. */
export default function ScanDialog({ onNumber, many, onClose }: Props) {
  const { t } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const [without, setWithout] = useState<NoCamera | undefined>(mayAsk() ? undefined : 'insecure')
  const [running, setRunning] = useState(false)
  const [torch, setTorch] = useState<(on: boolean) => Promise<void>>()
  const [lit, setLit] = useState(false)
  const [read, setRead] = useState<string[]>([])
  const told = useRef(onNumber)
  useEffect(() => {
    told.current = onNumber
  })

  useEffect(() => {
    if (!mayAsk()) return
    let stop: (() => void) | undefined
    let stream: MediaStream | undefined
    let gone = false
    const seen = new Set<string>()
    const found = (text: string) => {
      const id = numberIn(text)
      if (!id || seen.has(id)) return
      seen.add(id)
      navigator.vibrate?.(60)
      setRead([...seen])
      told.current(id)
    }
    const begin = async () => {
      stream = await openCamera()
      const shown = video.current
      if (gone || !shown) return end(stream)
      shown.srcObject = stream
      await shown.play()
      const lamp = torchOf(stream)
      setTorch(() => lamp)
      setRunning(true)
      const reader = await barcodeReader()
      if (!gone) stop = watch(shown, reader, found)
    }
    begin().catch((error: unknown) => !gone && setWithout(noCamera(error)))
    return () => {
      gone = true
      stop?.()
      end(stream)
    }
  }, [])

  const last = read.at(-1)
  const spaced = (id: string) => (id.length === 29 ? spacedTransportId(id) : spacedItemId(id))
  return (
    <Modal
      visible
      header={t('scan.title')}
      closeAriaLabel={t('scan.close')}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {torch && (
              <ToggleButton
                pressed={lit}
                onChange={({ detail }) => {
                  setLit(detail.pressed)
                  void torch(detail.pressed).catch(() => setLit(false))
                }}
              >
                {t('scan.torch')}
              </ToggleButton>
            )}
            <Button variant={many && read.length > 0 ? 'primary' : 'normal'} onClick={onClose}>
              {many ? t('scan.done', { count: read.length }) : t('scan.close')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {without ? (
        <Alert type="warning" header={t(`scan.without.${without}`)}>
          {t(`scan.instead.${without}`)}
        </Alert>
      ) : (
        <SpaceBetween size="s">
          <div className="wa-soft">{t(many ? 'scan.helpMany' : 'scan.help')}</div>
          <div className="wa-scan">
            <video ref={video} muted playsInline aria-label={t('scan.picture')} />
            <div className="wa-scan-line" aria-hidden="true" />
          </div>
        </SpaceBetween>
      )}
      <div role="status" className="wa-scan-read">
        {last ? t('scan.read', { number: spaced(last) }) : running ? t('scan.looking') : without ? '' : t('scan.starting')}
      </div>
    </Modal>
  )
}
