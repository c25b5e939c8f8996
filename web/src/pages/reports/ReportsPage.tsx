import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useReports } from '../../api/reports'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatMonth } from '../../logic/instant'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { ReportState } from './ReportState'
import { Share } from './Share'
import { Subscribers } from './Subscribers'

/** The months that were reported on. */
export default function ReportsPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const navigate = useNavigate()
  const { language, can, me } = useWorkplace()
  const reports = useReports()
  usePageTitle(t('reports.title'))
  if (reports.error && !reports.data) return <ProblemAlert error={reports.error} retry={() => void reports.refetch()} />
  return (
    <SpaceBetween size="l">
      <Table
        variant="full-page"
        header={
          <Header
            variant="awsui-h1-sticky"
            description={t('reports.about')}
            actions={
              can('network-administrator', 'operator-administrator') && (
                <Button onClick={() => void navigate('/reports/runs')}>{t('reporting.runs')}</Button>
              )
            }
          >
            {t('reports.title')}
          </Header>
        }
        loading={reports.isPending}
        loadingText={t('common.loading')}
        items={reports.data?.items ?? []}
        trackBy="id"
        ariaLabels={{ tableLabel: t('reports.title') }}
        columnDefinitions={[
          {
            id: 'month',
            header: t('reports.month'),
            isRowHeader: true,
            cell: (one) => (
              <Link href={`/reports/${one.id}`} onFollow={follow}>
                {formatMonth(one.month, language)}
              </Link>
            ),
          },
          { id: 'who', header: t('reports.who'), cell: (one) => one.name },
          { id: 'state', header: t('reports.state'), cell: (one) => <ReportState state={one.state} /> },
          { id: 'answered', header: t('reports.answered'), cell: (one) => one.summary.asReplier.replies },
          { id: 'onTime', header: t('reports.onTime'), cell: (one) => <Share ratio={one.summary.asReplier.onTime} /> },
          { id: 'firstLevel', header: t('reports.firstLevel'), cell: (one) => <Share ratio={one.summary.asReplier.firstLevel} /> },
          { id: 'made', header: t('reports.made'), cell: (one) => <Instant at={one.createdAt} /> },
        ]}
        empty={
          <Box textAlign="center" padding="xxl">
            <Box variant="h3">{t('reports.empty')}</Box>
            <Box color="text-body-secondary">{t('reports.teach')}</Box>
          </Box>
        }
      />
      {(me.operator?.code || can('network-administrator')) && <Subscribers about="reports" />}
    </SpaceBetween>
  )
}
