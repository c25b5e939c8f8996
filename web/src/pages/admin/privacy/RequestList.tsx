import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DataRequest, useDataRequests, useDownloadExport, useResults, useRunAgain } from '../../../api/privacy'
import { useFlash } from '../../../app/flash'
import { useFollow } from '../../../app/follow'
import { useWorkplace } from '../../../app/workplace'
import { countsWords, isExpired } from '../../../logic/dataRequests'
import { formatDate } from '../../../logic/instant'
import { Empty } from '../../../parts/Empty'
import { Instant } from '../../../parts/Instant'
import { ProblemAlert } from '../../../parts/ProblemAlert'

const LOOKS_LIKE: Record<DataRequest['state'], StatusIndicatorProps.Type> = {
  running: 'in-progress',
  waiting: 'pending',
  failed: 'warning',
  done: 'success',
}

/** What was asked for, and how far it is. */
export function RequestList() {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language } = useWorkplace()
  const requests = useDataRequests()
  const again = useRunAgain()
  const download = useDownloadExport()
  if (requests.error && !requests.data) return <ProblemAlert error={requests.error} retry={() => void requests.refetch()} />
  const rows = requests.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Table
      header={<Header variant="h2">{t('privacy.list.title')}</Header>}
      items={rows}
      trackBy="id"
      loading={requests.isPending}
      loadingText={t('common.loading')}
      wrapLines
      ariaLabels={{ tableLabel: t('privacy.list.title') }}
      columnDefinitions={[
        {
          id: 'reference',
          header: t('privacy.list.reference'),
          isRowHeader: true,
          cell: (one) => <span className="wa-nowrap">{one.reference}</span>,
        },
        { id: 'kind', header: t('privacy.list.kind'), cell: (one) => t(`privacy.kinds.${one.kind}`) },
        { id: 'by', header: t('privacy.list.by'), cell: (one) => one.askedBy },
        { id: 'at', header: t('privacy.list.at'), cell: (one) => <Instant at={one.askedAt} /> },
        { id: 'state', header: t('privacy.list.state'), cell: (one) => <State request={one} expired={isExpired(one)} /> },
        {
          id: 'actions',
          header: <span className="wa-hidden">{t('privacy.list.actions')}</span>,
          cell: (one) => (
            <SpaceBetween size="xxs">
              {one.fetchable && (
                <SpaceBetween size="xxs">
                  <Button
                    iconName="download"
                    wrapText={false}
                    ariaLabel={t('privacy.list.downloadOf', { reference: one.reference })}
                    loading={download.isPending && download.variables === one.id}
                    onClick={() => download.mutate(one.id, { onError: flash.failed })}
                  >
                    {t('privacy.list.download')}
                  </Button>
                  <div className="wa-soft wa-small">
                    {t('privacy.list.until', { date: formatDate(one.fileUntil?.slice(0, 10) ?? '', language) })}
                  </div>
                </SpaceBetween>
              )}
              {one.runsAgain && (
                <Button
                  iconName="refresh"
                  wrapText={false}
                  ariaLabel={t('privacy.list.runAgainOf', { reference: one.reference })}
                  loading={again.isPending && again.variables === one.id}
                  onClick={() =>
                    again.mutate(one.id, {
                      onError: flash.failed,
                      onSuccess: () => flash.done(t('privacy.list.running', { reference: one.reference })),
                    })
                  }
                >
                  {t('privacy.list.runAgain')}
                </Button>
              )}
            </SpaceBetween>
          ),
        },
      ]}
      empty={<Empty title={t('privacy.list.empty')} teach={t('privacy.list.teach')} />}
      footer={
        requests.hasNextPage ? (
          <Box textAlign="center">
            <Button loading={requests.isFetchingNextPage} onClick={() => void requests.fetchNextPage()}>
              {t('privacy.find.more')}
            </Button>
          </Box>
        ) : undefined
      }
    />
  )
}

function State({ request, expired }: { request: DataRequest; expired: boolean }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const { counts } = request
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type={LOOKS_LIKE[request.state]}>{t(`privacy.states.${request.state}`)}</StatusIndicator>
      {expired && <div className="wa-soft wa-small">{t('privacy.list.expired')}</div>}
      <ExpandableSection
        headerText={t(`privacy.${countsWords(counts)}`, counts)}
        headerAriaLabel={t('privacy.list.details', { reference: request.reference })}
        expanded={opened}
        onChange={({ detail }) => setOpened(detail.expanded)}
      >
        <Results id={request.id} wanted={opened} />
      </ExpandableSection>
    </SpaceBetween>
  )
}

function Results({ id, wanted }: { id: string; wanted: boolean }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const results = useResults(id, wanted)
  if (results.error) return <ProblemAlert error={results.error} retry={() => void results.refetch()} />
  return (
    <ul className="wa-plain">
      {(results.data ?? []).map((one) => (
        <li key={one.inquiryId}>
          <Link href={`/inquiries/${one.inquiryId}`} onFollow={follow}>
            {t('privacy.inquiry', { id: one.inquiryId.slice(-6) })}
          </Link>
          : {t(`privacy.outcome.${one.outcome}`)}
          {one.reason &&
            `, ${t(`privacy.reason.${one.reason}` as 'privacy.reason.other', { reason: one.reason, defaultValue: t('privacy.reason.other', { reason: one.reason }) })}`}
        </li>
      ))}
    </ul>
  )
}
