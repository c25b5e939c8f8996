import Header from '@cloudscape-design/components/header'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useMetrics } from '../../api/insights'
import type { Metric, QueryFigure, Report } from '../../api/types'
import { reaches } from '../../logic/insightRows'
import { Empty } from '../../parts/Empty'
import { FigureLink } from '../insights/FigureLink'
import { Meaning } from '../insights/Meaning'
import { Moved } from '../insights/Moved'
import { useFigureWords } from '../insights/words'

const SIDES = ['asReplier', 'asRequester'] as const
type Side = (typeof SIDES)[number]

/** Every metric that is defined, on both sides, with its target and how it moved since the month before; each figure leads to what is behind it. */
export function AllFigures({ report }: { report: Report }) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const metrics = useMetrics()
  const figure = (side: Side, metric: Metric, of: Pick<Report, 'summary'> | null = report) =>
    of?.summary[side].metrics?.[metric.code] as QueryFigure | undefined
  const shown = (metrics.data ?? []).filter((metric) => figure('asReplier', metric))
  const column = (side: Side): TableProps.ColumnDefinition<Metric> => ({
    id: side,
    header: t(`reports.${side}`),
    minWidth: 150,
    cell: (metric) => {
      const now = figure(side, metric)
      return (
        <>
          <FigureLink report={report} metric={metric.code} side={side} none={!now?.part && !now?.whole}>
            {words.say(now, metric)}
          </FigureLink>
          {reaches(now, metric) === false && <span className="wa-bars-missed"> {t('insights.missed')}</span>}
          <div className="wa-soft wa-small">
            <Moved first={words.parts(now, metric)} figure={now} before={figure(side, metric, report.lastMonth)} metric={metric} />
          </div>
        </>
      )
    },
  })
  return (
    <Table
      header={
        <Header variant="h2" description={t('reporting.allFiguresAbout')}>
          {t('reporting.allFigures')}
        </Header>
      }
      wrapLines
      loading={metrics.isPending}
      loadingText={t('common.loading')}
      ariaLabels={{ tableLabel: t('reporting.allFigures') }}
      items={shown}
      trackBy="code"
      columnDefinitions={[
        {
          id: 'name',
          header: t('reporting.figure'),
          isRowHeader: true,
          minWidth: 150,
          cell: (metric) => <Meaning metric={metric} code={metric.code} />,
        },
        {
          id: 'target',
          header: t('reporting.target'),
          minWidth: 80,
          cell: (metric) => (metric.target === null ? t('reports.none') : words.value(metric.target, metric)),
        },
        ...SIDES.map(column),
      ]}
      empty={<Empty title={t('reports.noRows')} teach={t('reports.noRowsTeach')} />}
    />
  )
}
