import SegmentedControl from '@cloudscape-design/components/segmented-control'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Metric, QueryAnswer } from '../../api/types'
import { type Chart, chartOf, ordered } from '../../logic/insightCharts'
import { SIDES } from '../../logic/insightQuery'
import { RANKINGS, type Ranking } from '../../logic/insightRows'
import type { Place } from '../../logic/insightWay'
import { Bars } from './Bars'
import { FiguresTable } from './FiguresTable'
import { Heat } from './Heat'
import { Lines } from './Lines'
import { Stacked } from './Stacked'

interface Props {
  answer: QueryAnswer
  metrics: readonly Metric[]
  /** The chart that is wanted; one that does not show this answer is replaced by one that does. */
  chart: Chart | undefined
  label: string
  to(row: Place, before?: boolean): string | undefined
}

/** An answer as it is drawn best: the sides apart, what is the same in every row left out. */
export default function FigureChart({ answer, metrics: known, chart: wanted, label, to }: Props) {
  const { t } = useTranslation()
  const [ranking, setRanking] = useState<Ranking>('figure')
  const { query, rows, total } = answer
  const metrics = query.measures.map((code) => known.find((one) => one.code === code))
  const dimensions = query.dimensions ?? []
  if (wanted === 'table') return <FiguresTable query={query} metrics={metrics} rows={rows} total={total} label={label} to={to} />
  const side = dimensions.indexOf('side')
  const places = dimensions.flatMap((one, at) => (one === 'side' ? [] : [at]))
  const varying = places.filter((at) => new Set(rows.map((row) => row.keys[at])).size > 1)
  const at = varying.length > 0 ? varying : places.slice(0, 1)
  const chart = chartOf(wanted, { ...query, dimensions: at.map((one) => dimensions[one] ?? '') }, known)
  if (chart === 'table') return <FiguresTable query={query} metrics={metrics} rows={rows} total={total} label={label} to={to} />
  const sides = side < 0 ? [undefined] : SIDES.filter((one) => query.sides.includes(one))
  const beside = query.measures.length === 1 && chart !== 'heat' && chart !== 'stacked'
  const drawn = sides.map((one) => {
    const own = one === undefined ? rows : rows.filter((row) => row.keys[side] === one)
    if (own.length === 0) return null
    const props = { query, metrics, rows: own, at, to, weeksBefore: answer.compared?.weeks }
    return (
      <div key={one ?? 'both'} className={beside ? 'wa-chart' : 'wa-charts'}>
        {one && sides.length > 1 && (
          <h3 className="wa-charts-side">{t(one === 'replier' ? 'reports.asReplier' : 'reports.asRequester')}</h3>
        )}
        {chart === 'heat' ? (
          <Heat {...props} />
        ) : (
          query.measures.map((code, measure) => {
            if (chart === 'line') return <Lines key={code} {...props} measure={measure} />
            if (chart === 'stacked') return metrics[measure]?.unit === 'count' && <Stacked key={code} {...props} measure={measure} />
            return <Bars key={code} {...props} measure={measure} ranking={ranking} />
          })
        )}
      </div>
    )
  })
  const ranked = chart === 'bars' && query.compare && rows.length > 1 && varying[0] !== undefined && !ordered(dimensions[varying[0]])
  return (
    <>
      {ranked && (
        <div className="wa-no-print wa-ranking">
          <SegmentedControl
            label={t('insights.ranking')}
            selectedId={ranking}
            options={RANKINGS.map((id) => ({ id, text: t(`insights.rankingBy.${id}`) }))}
            onChange={({ detail }) => setRanking(RANKINGS.find((one) => one === detail.selectedId) ?? 'figure')}
          />
        </div>
      )}
      {beside ? <div className="wa-charts">{drawn}</div> : drawn}
    </>
  )
}
