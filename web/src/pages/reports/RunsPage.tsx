import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Header from '@cloudscape-design/components/header'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useRuns } from '../../api/reports'
import type { ReportRun } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatMonth } from '../../logic/instant'
import { changedNothing, type RunStage } from '../../logic/runs'
import { Empty } from '../../parts/Empty'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import NotFoundPage from '../other/NotFoundPage'

type Kind = 'schedule' | 'correction' | 'hand'
const LOOKS: Record<RunStage, StatusIndicatorProps.Type> = {
  waiting: 'pending',
  running: 'in-progress',
  stopped: 'warning',
  superseded: 'stopped',
  left: 'error',
  done: 'success',
}

/** How the reports of each month were made. */
export default function RunsPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { language, operatorName, can } = useWorkplace()
  const may = can('network-administrator', 'operator-administrator')
  const runs = useRuns(may)
  usePageTitle(t('reporting.runs'))
  if (!may) return <NotFoundPage />
  if (runs.error && !runs.data) return <ProblemAlert error={runs.error} retry={() => void runs.refetch()} />
  return (
    <Table
      variant="full-page"
      header={
        <>
          <BreadcrumbGroup
            ariaLabel={t('nav.path')}
            onFollow={follow}
            items={[
              { text: t('reports.title'), href: '/reports' },
              { text: t('reporting.runs'), href: '/reports/runs' },
            ]}
          />
          <Header variant="awsui-h1-sticky" description={t('reporting.runsAbout')}>
            {t('reporting.runs')}
          </Header>
        </>
      }
      wrapLines
      loading={runs.isPending}
      loadingText={t('common.loading')}
      items={(runs.data?.items ?? []) as ReportRun[]}
      trackBy="id"
      ariaLabels={{ tableLabel: t('reporting.runs') }}
      columnDefinitions={[
        { id: 'month', header: t('reports.month'), isRowHeader: true, cell: (one) => formatMonth(one.month, language) },
        {
          id: 'kind',
          header: t('reporting.run.kind'),
          minWidth: 160,
          cell: (one) => (
            <>
              {t(`reporting.run.kinds.${one.kind as Kind}`)}, {t(one.state === 'final' ? 'reports.final' : 'reports.provisional')}
              {one.operator && (
                <div className="wa-soft wa-small">{one.operator === 'NETWORK' ? t('insights.network') : operatorName(one.operator)}</div>
              )}
              {one.reason && <div className="wa-soft wa-small">{one.reason}</div>}
            </>
          ),
        },
        {
          id: 'stage',
          header: t('reporting.run.stage'),
          minWidth: 220,
          cell: (one) => (
            <>
              <StatusIndicator type={LOOKS[one.stage as RunStage]}>{t(`reporting.run.stages.${one.stage as RunStage}`)}</StatusIndicator>
              {one.total > 0 && one.stage !== 'done' && (
                <ProgressBar
                  value={(100 * one.done) / one.total}
                  ariaLabel={t('reporting.run.progress', { done: one.done, total: one.total })}
                  description={t('reporting.run.progress', { done: one.done, total: one.total })}
                />
              )}
              {changedNothing(one) && <div className="wa-soft wa-small">{t('reporting.run.nothing')}</div>}
              {one.differed > 0 && <div className="wa-soft wa-small">{t('reporting.run.differed', { differed: one.differed })}</div>}
              {one.failed.length > 0 && (
                <div className="wa-small">
                  {t('reporting.run.failed', { operators: one.failed.map((code) => operatorName(code)).join(', ') })}
                </div>
              )}
            </>
          ),
        },
        { id: 'asked', header: t('reporting.run.asked'), cell: (one) => <Instant at={one.askedAt} /> },
        { id: 'made', header: t('reporting.run.made'), cell: (one) => one.made },
        { id: 'mailed', header: t('reporting.run.mailed'), cell: (one) => one.mailed },
      ]}
      empty={<Empty title={t('reporting.runsEmpty')} teach={t('reporting.runsTeach')} />}
    />
  )
}
