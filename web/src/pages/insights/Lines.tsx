import CloudscapeLink from '@cloudscape-design/components/link'
import MixedLineBarChart, { type MixedLineBarChartProps } from '@cloudscape-design/components/mixed-line-bar-chart'
import { useTranslation } from 'react-i18next'
import type { QueryFigure } from '../../api/types'
import { useFollow } from '../../app/follow'
import { axisOf } from '../../logic/insightCharts'
import { inOrder, matrixOf } from '../../logic/insightRows'
import type { Drawn } from './charts'
import { Meaning } from './Meaning'
import { useDimensionTitle, useFigureWords, useMetricName, useValueWords } from './words'

const SERIES = 5

/** One measure over time, a line for each group of a second dimension, against the target. */
export function Lines({ query, metrics, rows, at, to, measure, weeksBefore }: Drawn & { measure: number }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const words = useValueWords()
  const figures = useFigureWords()
  const name = useMetricName()
  const title = useDimensionTitle()
  const metric = metrics[measure]
  const dimensions = query.dimensions ?? []
  const time = at.find((place) => ['month', 'week', 'day', 'localDay', 'weekday', 'hour'].includes(dimensions[place] ?? '')) ?? 0
  const group = at.find((place) => place !== time)
  const [inTime = '', grouped = ''] = [dimensions[time], group === undefined ? '' : dimensions[group]]
  const points = [...new Set(rows.map((row) => row.keys[time] ?? ''))].sort(inOrder)
  const matrix = group === undefined ? undefined : matrixOf(rows, [group, time], [false, true], measure, metrics, SERIES)
  const lines = matrix
    ? matrix.rows.map(({ key }) => ({
        title: words(grouped, key),
        row: (x: string) => matrix.cell(key, x),
      }))
    : [{ title: name(metric, query.measures[measure]), row: (x: string) => rows.find((row) => row.keys[time] === x) }]
  const drawn = (title: string, figure: (x: string) => QueryFigure | undefined): MixedLineBarChartProps.LineDataSeries<string> => ({
    type: 'line',
    title,
    valueFormatter: (y) => figures.value(y, metric),
    data: points.flatMap((x) => {
      const y = figure(x)?.value ?? null
      return y === null ? [] : [{ x, y }]
    }),
  })
  const series = lines.map((line) => drawn(line.title, (x) => line.row(x)?.figures[measure]))
  // One line has room for the one before it; of several the table says what was before.
  const [alone] = lines
  if (alone && lines.length === 1 && weeksBefore)
    series.push({
      ...drawn(t('insights.weeksBefore', { weeks: weeksBefore }), (x) => alone.row(x)?.before?.[measure]),
      color: 'var(--wa-border-strong)',
    })
  const axis = axisOf(
    series.flatMap((one) => one.data.map(({ y }) => y)),
    metric,
  )
  const label = name(metric, query.measures[measure])
  return (
    <section className="wa-chart">
      <h3 className="wa-chart-title">
        <Meaning metric={metric} code={query.measures[measure] ?? ''} />
      </h3>
      <MixedLineBarChart<string>
        series={[
          ...series,
          ...(metric?.target != null
            ? [
                {
                  type: 'threshold' as const,
                  title: t('reporting.trendTarget', { target: figures.value(metric.target, metric) }),
                  y: metric.target,
                  valueFormatter: (y: number) => figures.value(y, metric),
                },
              ]
            : []),
        ]}
        xScaleType="categorical"
        xDomain={points}
        yDomain={[axis.from, axis.to]}
        height={220}
        hideFilter
        ariaLabel={label}
        xTitle={title(inTime)}
        i18nStrings={{
          xTickFormatter: (x) => words(inTime, x, true),
          yTickFormatter: (y) => figures.value(y, metric),
          detailPopoverDismissAriaLabel: t('common.dismiss'),
        }}
        detailPopoverFooter={(x) => (
          <ul className="wa-plain">
            {lines.map((line) => {
              const row = line.row(x)
              const address = row && to(row)
              return (
                address && (
                  <li key={line.title}>
                    <CloudscapeLink href={address} onFollow={follow}>
                      {lines.length > 1 ? t('insights.lookAt', { what: line.title }) : t('insights.look')}
                    </CloudscapeLink>
                  </li>
                )
              )
            })}
          </ul>
        )}
        empty={t('insights.nothing')}
      />
      {matrix && matrix.beyond.rows > 0 && (
        <p className="wa-soft wa-small">{t('insights.linesOnly', { count: SERIES, others: matrix.beyond.rows })}</p>
      )}
    </section>
  )
}
