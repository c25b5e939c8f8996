import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useDownload, useReport } from '../../api/reports'
import type { Report, ReportRow } from '../../api/types'
import { useFlash } from '../../app/flash'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatMonth } from '../../logic/instant'
import { Instant } from '../../parts/Instant'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { Figure, ShareFigure } from './Figure'
import { ReportRows } from './ReportRows'
import { ReportState } from './ReportState'

export default function ReportPage() {
  const { id = '' } = useParams()
  const report = useReport(id)
  if (report.error && !report.data) return <ProblemAlert error={report.error} retry={() => void report.refetch()} />
  return report.data ? <Loaded report={report.data} /> : <Loading />
}

function Loaded({ report }: { report: Report }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const flash = useFlash()
  const { language } = useWorkplace()
  const download = useDownload()
  const rows = report.rows as ReportRow[]
  const month = formatMonth(report.month, language)
  const { asReplier, asRequester } = report.summary
  usePageTitle(t('reports.of_month', { month }))
  const save = (format: 'csv' | 'xlsx') => download.mutate({ id: report.id, format }, { onError: flash.failed })
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('reports.title'), href: '/reports' },
          { text: month, href: `/reports/${report.id}` },
        ]}
      />
      <Header
        variant="h1"
        description={
          <>
            {report.name} · <ReportState state={report.state} /> · {t('reports.madeAt')} <Instant at={report.createdAt} />
          </>
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {(['csv', 'xlsx'] as const).map(
              (format) =>
                report.formats.includes(format) && (
                  <Button
                    key={format}
                    iconName="download"
                    loading={download.isPending && download.variables?.format === format}
                    onClick={() => save(format)}
                  >
                    {t(`reports.${format}`)}
                  </Button>
                ),
            )}
          </SpaceBetween>
        }
      >
        {t('reports.of_month', { month })}
      </Header>
      <Container header={<Header variant="h2">{t('reports.overview')}</Header>}>
        <ColumnLayout columns={4} variant="text-grid" minColumnWidth={160}>
          <ShareFigure label={t('reports.onTime')} help={t('reports.onTimeHelp')} ratio={asReplier.onTime} />
          <Figure label={t('reports.late')} help={t('reports.lateHelp', { count: asReplier.outstanding })}>
            {asReplier.onTime.whole - asReplier.onTime.part}
          </Figure>
          <ShareFigure label={t('reports.firstLevel')} help={t('reports.firstLevelHelp')} ratio={asReplier.firstLevel} />
          <Figure label={t('reports.workload')} help={t('reports.workloadHelp')}>
            {t('reports.inOut', { answered: asReplier.replies, asked: asRequester.requests })}
          </Figure>
        </ColumnLayout>
      </Container>
      <ReportRows title={t('reports.asReplier')} about={t('reports.asReplierHelp')} rows={rows} side="asReplier" />
      <ReportRows title={t('reports.asRequester')} about={t('reports.asRequesterHelp')} rows={rows} side="asRequester" />
    </SpaceBetween>
  )
}
