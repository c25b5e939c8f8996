import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDocumentFile } from '../../api/documents'
import type { Attachment } from '../../api/types'
import { shownAs } from '../../logic/documents'
import { Loading } from '../../parts/Loading'

interface Props {
  attachment: Attachment
  onDownload(): void
  onClose(): void
}

/** A document of the inquiry, looked at without leaving the page. */
export default function Preview({ attachment, onDownload, onClose }: Props) {
  const { t } = useTranslation()
  const file = useDocumentFile(attachment)
  return (
    <Modal
      visible
      size="max"
      header={attachment.name}
      closeAriaLabel={t('nav.close')}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button iconName="download" onClick={onDownload}>
              {t('preview.download')}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {t('nav.close')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {file.data ? (
        <Shown file={file.data} name={attachment.name} />
      ) : file.error ? (
        <Alert type="warning" header={t('preview.failed')}>
          {t('preview.instead')}
        </Alert>
      ) : (
        <Loading />
      )}
    </Modal>
  )
}

function Shown({ file, name }: { file: Blob; name: string }) {
  const { t } = useTranslation()
  const as = shownAs(file.type)
  const [address, setAddress] = useState<string>()
  const [text, setText] = useState('')
  useEffect(() => {
    if (as === 'text') return void file.text().then(setText)
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file, as])
  if (as === 'text') return <pre className="wa-message wa-message-whole">{text}</pre>
  if (!address) return null
  if (as === 'image') return <img className="wa-preview" src={address} alt={name} />
  return <iframe className="wa-preview wa-preview-pages" src={address} title={t('preview.of', { name })} />
}
