import FileInput from '@cloudscape-design/components/file-input'
import Icon from '@cloudscape-design/components/icon'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Progress, useUpload } from '../api/documents'
import { fileTrouble } from '../logic/files'
import { useProblemSentence } from './ProblemAlert'

interface Going {
  key: string
  name: string
  progress: Progress
}

interface Props {
  /** The inquiry that gets the documents; undefined when it could not be saved. */
  inquiry(): Promise<string | undefined>
  onAdded(id: string, name: string): void
  /** What the button is for, where there are several on a page. */
  label?: string
}

/** A button that takes files, and how far each has come. One after the other: each is a step of the inquiry. */
export function Uploads({ inquiry, onAdded, label }: Props) {
  const { t } = useTranslation()
  const upload = useUpload()
  const problem = useProblemSentence()
  const [going, setGoing] = useState<Going[]>([])
  const [troubles, setTroubles] = useState<string[]>([])

  const explain = (name: string, error: unknown) => t('documents.refusedBecause', { name, reason: problem(error) })
  const add = async (files: readonly File[]) => {
    const wrong = files.flatMap((file) => {
      const trouble = fileTrouble(file)
      return trouble ? [t(`documents.${trouble}`, { name: file.name })] : []
    })
    setTroubles(wrong)
    const good = files.filter((file) => !fileTrouble(file))
    const inquiryId = good.length > 0 ? await inquiry() : undefined
    if (!inquiryId) return
    const keyed = good.map((file) => ({ key: crypto.randomUUID(), file }))
    setGoing((before) => [...before, ...keyed.map(({ key, file }) => ({ key, name: file.name, progress: { percent: 0 } }))])
    for (const { key, file } of keyed) {
      const onProgress = (progress: Progress) => setGoing((all) => all.map((one) => (one.key === key ? { ...one, progress } : one)))
      try {
        onAdded(await upload.mutateAsync({ inquiryId, file, onProgress }), file.name)
      } catch (error) {
        setTroubles((all) => [...all, explain(file.name, error)])
      }
      setGoing((all) => all.filter((one) => one.key !== key))
    }
  }
  return (
    <SpaceBetween size="xs">
      <FileInput value={[]} multiple accept=".pdf,.jpg,.jpeg,.png,.txt" ariaLabel={label} onChange={({ detail }) => void add(detail.value)}>
        {t('documents.add')}
      </FileInput>
      {going.map((one) => (
        <ProgressBar
          key={one.key}
          label={one.progress === 'checking' ? t('documents.checking', { name: one.name }) : t('documents.uploading', { name: one.name })}
          value={one.progress === 'checking' ? 100 : one.progress.percent}
        />
      ))}
      <div role="status">
        {troubles.map((text) => (
          <div key={text} className="wa-bad">
            <Icon name="status-negative" variant="error" /> {text}
          </div>
        ))}
      </div>
    </SpaceBetween>
  )
}
