import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ordered } from '../../logic/insightCharts'
import { matrixOf, together } from '../../logic/insightRows'
import type { Drawn } from './charts'
import { Meaning } from './Meaning'
import { useFigureWords, useValueWords } from './words'

const LINES = 12
const KINDS = 5

/** A count by two dimensions: a bar for each group of the first, made of those of the second. */
export function Stacked({ query, metrics, rows, at, to, measure }: Drawn & { measure: number }) {
  const { t } = useTranslation()
  const words = useValueWords()
  const figures = useFigureWords()
  const metric = metrics[measure]
  const [lines, kinds] = [at[0] ?? 0, at[1] ?? 1]
  const [down = '', across = ''] = [query.dimensions?.[lines], query.dimensions?.[kinds]]
  const matrix = matrixOf(rows, [lines, kinds], [ordered(down), false], measure, metrics, Number.POSITIVE_INFINITY)
  const named = matrix.columns.slice(0, KINDS)
  const rest = new Set(matrix.columns.slice(KINDS).map((one) => one.key))
  const shown = ordered(down) ? matrix.rows : matrix.rows.slice(0, LINES)
  const highest = Math.max(1, ...shown.map(({ row }) => row.figures[measure]?.value ?? 0))
  const part = (value: number | null | undefined, kind: number, label: string) => {
    if (!value) return null
    const size = (100 * value) / highest
    return (
      <span
        key={kind}
        className={`wa-stack-${kind}`}
        style={{ inlineSize: `${size}%` }}
        title={`${label}: ${figures.value(value, metric)}`}
      >
        <span className="wa-stack-number">{figures.value(value, metric)}</span>
      </span>
    )
  }
  /** A whole line: every kind of it. */
  const lineOf = (key: string) => ({
    keys: (query.dimensions ?? []).map((_, place) => (place === lines ? key : place === kinds ? undefined : rows[0]?.keys[place])),
  })
  return (
    <section className="wa-chart wa-chart-wide">
      <h3 className="wa-chart-title">
        <Meaning metric={metric} code={query.measures[measure] ?? ''} />
      </h3>
      <ul className="wa-stack-key wa-small">
        {named.map((one, kind) => (
          <li key={one.key}>
            <span className={`wa-stack-${kind}`} aria-hidden="true" /> {words(across, one.key)}
          </li>
        ))}
        {rest.size > 0 && (
          <li>
            <span className={`wa-stack-${KINDS}`} aria-hidden="true" /> {t('insights.others', { count: rest.size })}
          </li>
        )}
      </ul>
      <ol className="wa-bars">
        {shown.map((line) => {
          const address = to(lineOf(line.key))
          const inner = (
            <>
              <span className="wa-bars-name">{words(down, line.key)}</span>
              <span className="wa-stack">
                {named.map((one, kind) => {
                  const row = matrix.cell(line.key, one.key)
                  return part(row?.figures[measure]?.value, kind, words(across, one.key))
                })}
                {part(
                  together(
                    rows.filter((row) => row.keys[lines] === line.key && rest.has(row.keys[kinds] ?? '')),
                    [],
                    metrics,
                  ).figures[measure]?.value,
                  KINDS,
                  t('insights.others', { count: rest.size }),
                )}
              </span>
              <span className="wa-bars-value">
                <strong>{figures.say(line.row.figures[measure], metric)}</strong>
              </span>
            </>
          )
          return (
            <li key={line.key}>
              {address ? (
                <Link to={address} className="wa-bars-row">
                  {inner}
                </Link>
              ) : (
                <span className="wa-bars-row">{inner}</span>
              )}
            </li>
          )
        })}
      </ol>
      {matrix.rows.length > shown.length && (
        <p className="wa-soft wa-small">{t('insights.linesOnly', { count: shown.length, others: matrix.rows.length - shown.length })}</p>
      )}
    </section>
  )
}
