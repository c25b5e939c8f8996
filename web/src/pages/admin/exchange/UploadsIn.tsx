import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FileInput from '@cloudscape-design/components/file-input'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ExchangeUpload,
  type RefusedLine,
  useExchangeUploads,
  useFetchFile,
  useRefusedLines,
  useSendReplies,
} from '../../../api/exchange'
import { useFlash } from '../../../app/flash'
import { useFollow } from '../../../app/follow'
import { useWorkplace } from '../../../app/workplace'
import { replyFileTrouble } from '../../../logic/exchange'
import { sizeWords } from '../../../logic/trackingFiles'
import { Empty } from '../../../parts/Empty'
import { Instant } from '../../../parts/Instant'
import { ProblemAlert, useProblemSentence } from '../../../parts/ProblemAlert'
import { useRefusal } from '../../../parts/useRefusal'
import { More } from './Ends'

const LOOKS_LIKE: Record<ExchangeUpload['state'], StatusIndicatorProps.Type> = {
  awaited: 'pending',
  running: 'in-progress',
  done: 'success',
  refused: 'error',
}

/** Files of replies of one's own post, and what became of their lines. */
export function UploadsIn() {
  const { t } = useTranslation()
  const uploads = useExchangeUploads()
  const { language } = useWorkplace()
  if (uploads.error && !uploads.data) return <ProblemAlert error={uploads.error} retry={() => void uploads.refetch()} />
  return (
    <Table
      header={
        <SpaceBetween size="s">
          <Header variant="h2" description={t('exchange.in.about')}>
            {t('exchange.in.title')}
          </Header>
          <Send />
        </SpaceBetween>
      }
      items={uploads.data?.pages.flatMap((page) => page.items) ?? []}
      trackBy="id"
      loading={uploads.isPending}
      loadingText={t('common.loading')}
      wrapLines
      ariaLabels={{ tableLabel: t('exchange.in.title') }}
      columnDefinitions={[
        {
          id: 'name',
          header: t('exchange.in.name'),
          isRowHeader: true,
          cell: (one) => (
            <>
              {one.name}
              <div className="wa-soft wa-small">{sizeWords(one.size, language)}</div>
            </>
          ),
        },
        { id: 'sent', header: t('exchange.in.sent'), cell: (one) => <Instant at={one.announcedAt} /> },
        { id: 'state', minWidth: 200, header: t('exchange.in.state'), cell: (one) => <State upload={one} /> },
        { id: 'result', header: t('exchange.in.result'), minWidth: 220, cell: (one) => <Lines upload={one} /> },
        { id: 'actions', minWidth: 190, header: t('exchange.in.actions'), cell: (one) => <FetchResult upload={one} /> },
      ]}
      empty={<Empty title={t('exchange.in.empty')} teach={t('exchange.in.teach')} />}
      footer={<More list={uploads} />}
    />
  )
}

interface Going {
  name: string
  percent: number
  trouble?: string
}

function Send() {
  const { t } = useTranslation()
  const send = useSendReplies()
  const problem = useProblemSentence()
  const [going, setGoing] = useState<Going>()
  const begin = async (file: File | undefined) => {
    if (!file) return
    const { name } = file
    const trouble = replyFileTrouble(file)
    setGoing({ name, percent: 0, trouble: trouble && t(`exchange.in.${trouble}`, { name }) })
    if (trouble) return
    try {
      await send.mutateAsync({ file, key: crypto.randomUUID(), onPercent: (percent) => setGoing({ name, percent }) })
      setGoing(undefined)
    } catch (error) {
      setGoing({ name, percent: 0, trouble: problem(error) })
    }
  }
  return (
    <SpaceBetween size="xs">
      <FileInput
        value={[]}
        accept=".csv,.txt,.tsv,.jsonl,.ndjson"
        ariaLabel={t('exchange.in.choose')}
        onChange={({ detail }) => void begin(detail.value[0])}
      >
        {t('exchange.in.choose')}
      </FileInput>
      <div className="wa-soft wa-small">{t('exchange.in.hint')}</div>
      {going?.trouble && (
        <Alert type="error" header={t('exchange.in.failed', { name: going.name })} dismissible onDismiss={() => setGoing(undefined)}>
          {going.trouble}
        </Alert>
      )}
      {going && !going.trouble && <ProgressBar label={t('exchange.in.sending', { name: going.name })} value={going.percent} />}
    </SpaceBetween>
  )
}

function State({ upload: { state, refusal } }: { upload: ExchangeUpload }) {
  const { t, i18n } = useTranslation()
  const key = `exchange.in.why.${refusal?.slug ?? ''}`
  const why = i18n.exists(key) ? t(key as 'exchange.in.why.file-empty') : refusal?.detail
  return (
    <>
      <StatusIndicator type={LOOKS_LIKE[state]}>{t(`exchange.in.states.${state}`)}</StatusIndicator>
      {refusal && <div className="wa-small">{refusal.line > 0 ? t('exchange.in.atLine', { line: refusal.line, why }) : why}</div>}
    </>
  )
}

function Lines({ upload }: { upload: ExchangeUpload }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const [opened, setOpened] = useState(false)
  const number = new Intl.NumberFormat(language)
  const { state, lines, done, repeated, refused } = upload
  if (state === 'running') {
    const so = done + repeated + refused
    return (
      <ProgressBar
        ariaLabel={t('exchange.in.states.running')}
        value={lines ? Math.round((100 * so) / lines) : 0}
        additionalInfo={t('exchange.in.progress', { done: number.format(so), lines: number.format(lines) })}
      />
    )
  }
  if (state !== 'done') return null
  const parts = (['done', 'repeated', 'refused'] as const).filter((one) => upload[one] > 0)
  return (
    <>
      {parts.map((one) => t(`exchange.in.${one}`, { n: number.format(upload[one]) })).join(', ')}
      {refused > 0 && (
        <ExpandableSection
          headerText={t('exchange.in.refusedLines')}
          expanded={opened}
          onChange={({ detail }) => setOpened(detail.expanded)}
        >
          <RefusedLines id={upload.id} wanted={opened} />
        </ExpandableSection>
      )}
    </>
  )
}

function RefusedLines({ id, wanted }: { id: string; wanted: boolean }) {
  const { t } = useTranslation()
  const lines = useRefusedLines(id, wanted)
  if (lines.error) return <ProblemAlert error={lines.error} retry={() => void lines.refetch()} />
  if (!lines.data) return t('common.loading')
  return (
    <ul className="wa-plain">
      {lines.data.map((one) => (
        <Refused key={one.place} line={one} />
      ))}
    </ul>
  )
}

function Refused({ line }: { line: RefusedLine }) {
  const { t, i18n } = useTranslation()
  const follow = useFollow()
  const refusal = useRefusal()
  const key = `problem.${line.problem}`
  return (
    <li>
      <strong>{t('exchange.in.line', { place: line.place })}</strong>
      {line.line && ` (${line.line})`}
      {/^[0-9A-Z]{26}$/.test(line.inquiryId) && (
        <>
          {', '}
          <Link href={`/inquiries/${line.inquiryId}`} onFollow={follow}>
            {line.inquiryId}
          </Link>
        </>
      )}
      <div>{i18n.exists(key) ? t(key as 'problem.line-invalid') : line.detail}</div>
      {line.errors.map((one) => (
        <div key={`${one.field} ${one.reason}`} className="wa-small">
          <code>{one.field}</code> {refusal(one.reason)}
        </div>
      ))}
    </li>
  )
}

function FetchResult({ upload }: { upload: ExchangeUpload }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const fetch = useFetchFile()
  if (upload.state !== 'done') return null
  if (!upload.kept) return <span className="wa-soft">{t('exchange.gone')}</span>
  return (
    <Button
      iconName="download"
      wrapText={false}
      ariaLabel={t('exchange.in.resultOf', { name: upload.name })}
      loading={fetch.isPending}
      onClick={() => fetch.mutate({ upload: upload.id }, { onError: flash.failed })}
    >
      {t('exchange.in.resultFile')}
    </Button>
  )
}
