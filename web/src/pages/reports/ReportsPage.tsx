import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useReports } from '../../api/reports'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatMonth } from '../../logic/instant'
import { Empty } from '../../parts/Empty'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { ReportState } from './ReportState'
import { Share } from './Share'
import { Subscribers } from './Subscribers'

/** The months that were reported on; the network's administration chooses whose. */
export default function ReportsPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const navigate = useNavigate()
  const { language, can, me, operators } = useWorkplace()
  const [address, setAddress] = useSearchParams()
  const network = can('network-administrator')
  const operator = network ? (address.get('operator') ?? '') : ''
  const reports = useReports(operator)
  usePageTitle(t('reports.title'))
  const whose = [
    { value: '', label: t('insights.network') },
    ...operators.map((one) => ({ value: one.code, label: one.name, tags: [one.country] })).sort((a, b) => a.label.localeCompare(b.label)),
  ]
  if (reports.error && !reports.data) return <ProblemAlert error={reports.error} retry={() => void reports.refetch()} />
  return (
    <SpaceBetween size="l">
      <Table
        variant="full-page"
        wrapLines
        header={
          <Header
            variant="awsui-h1-sticky"
            description={t('reports.about')}
            actions={
              can('network-administrator', 'operator-administrator') && (
                <SpaceBetween direction="horizontal" size="xs">
                  {network && (
                    <Select
                      ariaLabel={t('reports.who')}
                      selectedOption={whose.find((one) => one.value === operator) ?? { value: operator, label: operator }}
                      options={whose}
                      filteringType="auto"
                      virtualScroll={whose.length > 50}
                      expandToViewport
                      onChange={({ detail }) =>
                        setAddress(detail.selectedOption.value ? { operator: detail.selectedOption.value } : {}, { replace: true })
                      }
                    />
                  )}
                  <Button onClick={() => void navigate('/reports/runs')}>{t('reporting.runs')}</Button>
                </SpaceBetween>
              )
            }
          >
            {t('reports.title')}
          </Header>
        }
        loading={reports.isPending}
        loadingText={t('common.loading')}
        items={reports.data?.pages.flatMap((page) => page.items) ?? []}
        trackBy="id"
        ariaLabels={{ tableLabel: t('reports.title') }}
        columnDefinitions={[
          {
            id: 'month',
            header: t('reports.month'),
            isRowHeader: true,
            cell: (one) => (
              <span className="wa-nowrap">
                <Link href={`/reports/${one.id}`} onFollow={follow}>
                  {formatMonth(one.month, language)}
                </Link>
              </span>
            ),
          },
          { id: 'who', header: t('reports.who'), cell: (one) => (one.operator === 'NETWORK' ? t('insights.network') : one.name) },
          { id: 'state', header: t('reports.state'), cell: (one) => <ReportState state={one.state} /> },
          { id: 'answered', header: t('reports.answered'), cell: (one) => one.summary.asReplier.replies },
          { id: 'onTime', header: t('reports.onTime'), cell: (one) => <Share ratio={one.summary.asReplier.onTime} /> },
          { id: 'firstLevel', header: t('reports.firstLevel'), cell: (one) => <Share ratio={one.summary.asReplier.firstLevel} /> },
          { id: 'made', header: t('reports.made'), cell: (one) => <Instant at={one.createdAt} /> },
        ]}
        empty={<Empty title={t('reports.empty')} teach={t('reports.teach')} />}
        footer={
          reports.hasNextPage ? (
            <Box textAlign="center">
              <Button loading={reports.isFetchingNextPage} onClick={() => void reports.fetchNextPage()}>
                {t('folder.more')}
              </Button>
            </Box>
          ) : undefined
        }
      />
      {(me.operator?.code || can('network-administrator')) && <Subscribers about="reports" />}
    </SpaceBetween>
  )
}
