import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useFigures, useInsightReport, useMetrics } from '../../api/insights'
import type { FilledReport, Metric } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { monthsBefore } from '../../logic/dataHub'
import { addressOf, ofEveryone, reportOf } from '../../logic/insightQuery'
import { INSIGHTS, type InsightCode, type Subject, subjectOf } from '../../logic/insightReports'
import { Loading } from '../../parts/Loading'
import { usePageTitle } from '../../parts/usePageTitle'
import NotFoundPage from '../other/NotFoundPage'
import { Answered, Refused } from './Answered'
import { SubjectForm, useSubjectWords } from './SubjectForm'
import { useLook } from './useLook'
import { useListed, useMetricName, useQuestionWords } from './words'

/** A predefined report: charts on one matter, about a subject and a month. */
export default function InsightPage() {
  const { code } = useParams()
  const known = INSIGHTS.find((one) => one === code)
  return known ? <Report key={known} code={known} /> : <NotFoundPage />
}

function Report({ code }: { code: InsightCode }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const [address, setAddress] = useSearchParams()
  const last = monthsBefore(new Date().toISOString().slice(0, 10), 2)[1] ?? ''
  const subject = subjectOf(address, last)
  const words = useSubjectWords()(subject)
  const metrics = useMetrics()
  const report = useInsightReport(code, subject)
  const title = t(`insights.report.${code}.title`)
  usePageTitle(title)
  const set = (change: Partial<Subject>) => {
    const next = { ...subject, ...change }
    setAddress(
      Object.entries(next).filter((entry): entry is [string, string] => Boolean(entry[1])),
      { replace: true },
    )
  }
  const failed = report.error ?? metrics.error
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('insights.title'), href: '/insights' },
          { text: title, href: '' },
        ]}
      />
      <Header
        variant="h1"
        description={
          <>
            {t(`insights.report.${code}.question`)}
            <span className="wa-print-only">{words}</span>
          </>
        }
        actions={
          <div className="wa-no-print">
            <Button iconName="file" onClick={() => window.print()}>
              {t('insights.print')}
            </Button>
          </div>
        }
      >
        {title}
      </Header>
      <SubjectForm subject={subject} set={set} everyone={report.data?.everyone ?? false} />
      {failed ? (
        <Refused error={failed} retry={() => void Promise.all([report.refetch(), metrics.refetch()])} />
      ) : report.data && metrics.data ? (
        report.data.charts.map((chart) => (
          <ReportChart key={chart.code} chart={chart} metrics={metrics.data} root={`/insights/${code}?${address}`} />
        ))
      ) : (
        <Loading />
      )}
    </SpaceBetween>
  )
}

interface ChartProps {
  chart: FilledReport['charts'][number]
  metrics: readonly Metric[]
  root: string
}

function ReportChart({ chart: { code, query }, metrics, root }: ChartProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [table, setTable] = useState(code === 'list')
  const figures = useFigures(query)
  const look = useLook(root)
  const words = useQuestionWords()
  const name = useMetricName()
  const listed = useListed()
  const network = useWorkplace().can('network-administrator')
  const by = words.by((query.dimensions ?? []).filter((one) => one !== 'side' && (network || ofEveryone(query) || one !== 'operator')))
  const measures = listed(
    query.measures.map((one) =>
      name(
        metrics.find((metric) => metric.code === one),
        one,
      ),
    ),
  )
  const label = `${measures}, ${by}`
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`${measures} · ${words.months(query)}${query.compare ? ` · ${words.compared(query.compare)}` : ''}`}
          actions={
            <div className="wa-no-print">
              <SpaceBetween direction="horizontal" size="xs" alignItems="end">
                {code !== 'list' && (
                  <SegmentedControl
                    label={t('insights.showAs')}
                    selectedId={table ? 'table' : 'chart'}
                    options={(['chart', 'table'] as const).map((id) => ({ id, text: t(`insights.as.${id}`) }))}
                    onChange={({ detail }) => setTable(detail.selectedId === 'table')}
                  />
                )}
                <Button
                  ariaLabel={t('insights.openInBuilder', { what: label })}
                  onClick={() => void navigate(`/insights/new?${addressOf(reportOf(query))}`)}
                >
                  {t('insights.adjust')}
                </Button>
              </SpaceBetween>
            </div>
          }
        >
          {by}
        </Header>
      }
    >
      <Answered
        figures={figures}
        metrics={metrics}
        chart={table ? 'table' : undefined}
        label={label}
        to={(row, before) => look({ query, steps: [] }, row, before)}
      />
    </Container>
  )
}
