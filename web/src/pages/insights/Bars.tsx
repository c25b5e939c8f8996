import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { QueryFigure, QueryRow } from '../../api/types'
import { axisOf, ordered } from '../../logic/insightCharts'
import { countedOf, inOrder, type Ranking, reaches, topOf } from '../../logic/insightRows'
import type { Drawn } from './charts'
import { Meaning } from './Meaning'
import { Moved } from './Moved'
import { useFigureWords, useValueWords } from './words'

const MOST = 12
const OTHERS = 'others'

/** One measure by one dimension: a line for each group. Shares are points on an axis near their target, everything else bars from nothing on. */
export function Bars({ query, metrics, rows: all, at, to, measure, ranking }: Drawn & { measure: number; ranking: Ranking }) {
  const { t } = useTranslation()
  const words = useValueWords()
  const figures = useFigureWords()
  const [whole, setWhole] = useState(false)
  const metric = metrics[measure]
  const rows = countedOf(all, measure)
  const place = at[0]
  const dimension = place === undefined ? undefined : query.dimensions?.[place]
  const inTime = ordered(dimension)
  const { rows: some, others, count } = topOf(rows, measure, metrics, whole || inTime ? Number.POSITIVE_INFINITY : MOST, ranking)
  const shown = inTime && place !== undefined ? [...some].sort((a, b) => inOrder(a.keys[place] ?? '', b.keys[place] ?? '')) : some
  const values = [...shown, ...(others ? [others] : [])].flatMap((row) =>
    [row.figures[measure], row.before?.[measure]].flatMap((one) => one?.value ?? []),
  )
  const axis = axisOf(values, metric)
  const share = metric?.unit === '%'
  const percent = (value: number) => Math.max(0, Math.min(100, (100 * (value - axis.from)) / (axis.to - axis.from)))
  const line = (row: QueryRow, name: string, key: string, address: string | undefined) => {
    const figure = row.figures[measure]
    const before = row.before?.[measure]
    const inner = (
      <>
        <span className="wa-bars-name">{name}</span>
        <span className="wa-bars-track" aria-hidden="true">
          <Mark figure={figure} before={before} share={share} percent={percent} />
          {metric?.target != null && <span className="wa-bars-target" style={{ insetInlineStart: `${percent(metric.target)}%` }} />}
        </span>
        <span className="wa-bars-value">
          <strong>{figures.say(figure, metric)}</strong>
          {reaches(figure, metric) === false && <span className="wa-bars-missed">{t('insights.missed')}</span>}
          <span className="wa-soft wa-small">
            <Moved first={figures.parts(figure, metric)} figure={figure} before={before} metric={metric} />
          </span>
        </span>
      </>
    )
    return (
      <li key={key}>
        {address ? (
          <Link to={address} className="wa-bars-row">
            {inner}
          </Link>
        ) : key === OTHERS ? (
          <button type="button" className="wa-bars-row wa-bars-others" onClick={() => setWhole(true)}>
            {inner}
          </button>
        ) : (
          <span className="wa-bars-row">{inner}</span>
        )}
      </li>
    )
  }
  return (
    <section className="wa-chart">
      <h3 className="wa-chart-title">
        <Meaning metric={metric} code={query.measures[measure] ?? ''} />
      </h3>
      <ol className="wa-bars">
        {shown.map((row) =>
          line(
            row,
            dimension === undefined || place === undefined ? t('insights.allTogether') : words(dimension, row.keys[place] ?? ''),
            row.keys.join('~'),
            to(row),
          ),
        )}
        {others && line(others, t('insights.others', { count }), OTHERS, undefined)}
      </ol>
      {rows.length === 0 && <p className="wa-soft">{t('insights.nothing')}</p>}
      <div className="wa-bars-axis wa-soft wa-small">
        {share && <span>{t('insights.axis', { from: figures.value(axis.from, metric), to: figures.value(axis.to, metric) })}</span>}
        {metric?.target != null && <span>┆ {t('reporting.trendTarget', { target: figures.value(metric.target, metric) })}</span>}
        {query.compare && <span>{t(share ? 'insights.keyPoint' : 'insights.keyBar')}</span>}
      </div>
      {(count > 0 || whole) && (
        <div className="wa-no-print">
          <Button variant="inline-link" onClick={() => setWhole(!whole)}>
            {whole ? t('insights.showTop', { count: MOST }) : t('insights.showAll', { count: shown.length + count })}
          </Button>
        </div>
      )}
    </section>
  )
}

interface MarkProps {
  figure: QueryFigure | undefined
  before: QueryFigure | undefined
  share: boolean
  percent(value: number): number
}

/** A bar, or for a share a point, with a hollow one where it was before. */
function Mark({ figure, before, share, percent }: MarkProps) {
  const now = figure?.value ?? null
  const was = before?.value ?? null
  if (!share)
    return (
      <>
        {now !== null && <span className="wa-bars-bar" style={{ inlineSize: `${percent(now)}%` }} />}
        {was !== null && <span className="wa-bars-was" style={{ inlineSize: `${percent(was)}%` }} />}
      </>
    )
  return (
    <>
      {now !== null && was !== null && (
        <span
          className="wa-bars-move"
          style={{ insetInlineStart: `${Math.min(percent(now), percent(was))}%`, inlineSize: `${Math.abs(percent(now) - percent(was))}%` }}
        />
      )}
      {was !== null && <span className="wa-bars-point wa-bars-point-was" style={{ insetInlineStart: `${percent(was)}%` }} />}
      {now !== null && <span className="wa-bars-point" style={{ insetInlineStart: `${percent(now)}%` }} />}
    </>
  )
}
