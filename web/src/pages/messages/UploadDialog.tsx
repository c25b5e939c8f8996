import Alert from '@cloudscape-design/components/alert'
import FileInput from '@cloudscape-design/components/file-input'
import Link from '@cloudscape-design/components/link'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TrackingUpload, useSendTrackingFile, useTrackingUpload } from '../../api/uploads'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { sizeWords, trackingFileTrouble } from '../../logic/trackingFiles'
import { ProblemAlert, useProblemSentence } from '../../parts/ProblemAlert'

interface Going {
  id: string
  name: string
  percent: number
  receipt?: string
  trouble?: string
}

/** Takes files of tracking messages, and says what becomes of each: sent, checked, taken or refused. Stands by itself on a page or in a modal. */
export function UploadDialog() {
  const { t } = useTranslation()
  const send = useSendTrackingFile()
  const problem = useProblemSentence()
  const [going, setGoing] = useState<Going[]>([])

  const change = (id: string, to: Partial<Going>) => setGoing((all) => all.map((one) => (one.id === id ? { ...one, ...to } : one)))
  const add = async (files: readonly File[]) => {
    const keyed = files.map((file) => ({ id: crypto.randomUUID(), file, trouble: trackingFileTrouble(file) }))
    setGoing((before) => [
      ...keyed.map(({ id, file, trouble }) => ({
        id,
        name: file.name,
        percent: 0,
        trouble: trouble && t(`uploads.${trouble}`, { name: file.name }),
      })),
      ...before,
    ])
    for (const { id, file, trouble } of keyed) {
      if (trouble) continue
      try {
        change(id, { receipt: await send.mutateAsync({ file, onPercent: (percent) => change(id, { percent }) }) })
      } catch (error) {
        change(id, { trouble: problem(error) })
      }
    }
  }
  return (
    <SpaceBetween size="l">
      <FileInput
        value={[]}
        multiple
        accept=".ndjson,.jsonl,.json,.edi,.edifact,.txt,.gz"
        ariaLabel={t('uploads.choose')}
        onChange={({ detail }) => void add(detail.value)}
      >
        {t('uploads.choose')}
      </FileInput>
      {going.length === 0 && (
        <div>
          <strong>{t('uploads.noneTitle')}</strong>
          <div className="wa-soft">{t('uploads.none')}</div>
        </div>
      )}
      {going.map((one) => (
        <File key={one.id} {...one} />
      ))}
    </SpaceBetween>
  )
}

function File({ name, percent, receipt, trouble }: Going) {
  const { t } = useTranslation()
  if (trouble)
    return (
      <Alert type="error" header={t('uploads.failedTitle', { name })}>
        {trouble}
      </Alert>
    )
  if (!receipt) return <ProgressBar label={t('uploads.uploading', { name })} value={percent} />
  return <Arrived receipt={receipt} />
}

function Arrived({ receipt }: { receipt: string }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const upload = useTrackingUpload(receipt)
  if (upload.error && !upload.data) return <ProblemAlert error={upload.error} retry={() => void upload.refetch()} />
  if (!upload.data) return <ProgressBar label={t('common.loading')} value={0} />
  const { name, state, size, bytesRead, records, queued } = upload.data
  const share = (done: number, all: number) => (all === 0 ? 0 : Math.min(100, Math.round((100 * done) / all)))
  const number = new Intl.NumberFormat(language)
  switch (state) {
    case 'awaited':
      return <ProgressBar label={t('uploads.awaited', { name })} value={0} />
    case 'checking':
      return (
        <ProgressBar
          label={t('uploads.checking', { name })}
          value={share(bytesRead, size)}
          additionalInfo={t('uploads.read', { read: sizeWords(bytesRead, language), size: sizeWords(size, language) })}
        />
      )
    case 'sending':
      return (
        <ProgressBar
          label={t('uploads.sending', { name })}
          value={share(queued, records)}
          additionalInfo={t('uploads.taken', { done: number.format(queued), records: number.format(records) })}
        />
      )
    case 'sent':
      return <Taken upload={upload.data} />
    case 'refused':
      return <Refused upload={upload.data} />
  }
}

function Taken({ upload: { name, receipt, records, rejected } }: { upload: TrackingUpload }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const number = new Intl.NumberFormat(language)
  return (
    <Alert type={rejected > 0 ? 'warning' : 'success'} header={t('uploads.sentTitle', { name })}>
      {t('uploads.sent', { records: number.format(records), rejected: number.format(rejected) })} <Receipt receipt={receipt} />
    </Alert>
  )
}

function Refused({ upload: { name, receipt, refusal } }: { upload: TrackingUpload }) {
  const { t, i18n } = useTranslation()
  const key = `uploads.why.${refusal?.slug ?? ''}`
  return (
    <Alert type="error" header={t('uploads.refusedTitle', { name })}>
      {i18n.exists(key) ? t(key as 'uploads.why.message-invalid') : refusal?.detail} <Receipt receipt={receipt} />
      <ul>
        {refusal?.errors.map((one) => (
          <li key={`${one.field} ${one.reason}`}>{t('uploads.where', { where: one.field, reason: one.reason })}</li>
        ))}
      </ul>
    </Alert>
  )
}

function Receipt({ receipt }: { receipt: string }) {
  const { t } = useTranslation()
  const follow = useFollow()
  return (
    <Link href={`/messages/${receipt}`} onFollow={follow}>
      {t('uploads.receipt', { receipt })}
    </Link>
  )
}
