import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { type ExchangeFile, useExchangeFiles, useFetchFile, useRunExchange } from '../../../api/exchange'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { formatDate } from '../../../logic/instant'
import { sizeWords } from '../../../logic/trackingFiles'
import { Empty } from '../../../parts/Empty'
import { Instant } from '../../../parts/Instant'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { More } from './Ends'

/** Files with questions and answers for one's own post. */
export function FilesOut() {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language } = useWorkplace()
  const files = useExchangeFiles()
  const run = useRunExchange()
  const number = new Intl.NumberFormat(language)
  if (files.error && !files.data) return <ProblemAlert error={files.error} retry={() => void files.refetch()} />
  const counted = (name: 'questions' | 'answers' | 'ended') => ({
    id: name,
    header: t(`exchange.out.${name}`),
    cell: (one: ExchangeFile) => number.format(one[name]),
  })
  return (
    <Table
      header={
        <Header
          variant="h2"
          description={t('exchange.out.about')}
          actions={
            <Button
              loading={run.isPending}
              onClick={() => run.mutate(undefined, { onError: flash.failed, onSuccess: () => flash.done(t('exchange.out.asked')) })}
            >
              {t('exchange.out.run')}
            </Button>
          }
        >
          {t('exchange.out.title')}
        </Header>
      }
      items={files.data?.pages.flatMap((page) => page.items) ?? []}
      trackBy={(one) => String(one.number)}
      loading={files.isPending}
      loadingText={t('common.loading')}
      wrapLines
      ariaLabels={{ tableLabel: t('exchange.out.title') }}
      columnDefinitions={[
        { id: 'number', header: t('exchange.out.number'), isRowHeader: true, cell: (one) => number.format(one.number) },
        {
          id: 'made',
          header: t('exchange.out.made'),
          cell: (one) => (
            <>
              <Instant at={one.madeAt} />
              <div className="wa-soft wa-small">{t(one.nightly ? 'exchange.out.nightly' : 'exchange.out.onDemand')}</div>
            </>
          ),
        },
        counted('questions'),
        counted('answers'),
        counted('ended'),
        {
          id: 'size',
          minWidth: 90,
          header: t('exchange.out.size'),
          cell: (one) => (
            <>
              {sizeWords(one.bytes, language)}
              <div className="wa-soft wa-small">{one.format === 'csv' ? 'CSV' : 'JSON Lines'}</div>
            </>
          ),
        },
        {
          id: 'fetched',
          header: t('exchange.out.fetched'),
          cell: (one) => (one.fetchedAt ? <Instant at={one.fetchedAt} /> : <span className="wa-soft">{t('exchange.out.never')}</span>),
        },
        { id: 'actions', minWidth: 130, header: t('exchange.out.actions'), cell: (one) => <Fetch file={one} /> },
      ]}
      empty={<Empty title={t('exchange.out.empty')} teach={t('exchange.out.teach')} />}
      footer={<More list={files} />}
    />
  )
}

function Fetch({ file }: { file: ExchangeFile }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language } = useWorkplace()
  const fetch = useFetchFile()
  if (!file.kept) return <span className="wa-soft">{t('exchange.gone')}</span>
  return (
    <>
      <Button
        variant="inline-link"
        iconName="download"
        ariaLabel={t('exchange.out.downloadOf', { number: file.number })}
        loading={fetch.isPending}
        onClick={() => fetch.mutate({ file: file.number }, { onError: flash.failed })}
      >
        {t('exchange.download')}
      </Button>
      <div className="wa-soft wa-small">{t('exchange.kept', { date: formatDate(file.expiresAt.slice(0, 10), language) })}</div>
    </>
  )
}
