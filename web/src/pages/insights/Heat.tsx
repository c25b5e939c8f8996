import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ordered } from '../../logic/insightCharts'
import { matrixOf, shadeOf } from '../../logic/insightRows'
import type { Drawn } from './charts'
import { Meaning } from './Meaning'
import { useDimensionTitle, useFigureWords, useMetricName, useValueWords } from './words'

const MOST = 15

/** Two dimensions as a table, a number in each cell; how strong it is coloured repeats the number. */
export function Heat({ query, metrics, rows, at, to }: Drawn) {
  const { t } = useTranslation()
  const words = useValueWords()
  const figures = useFigureWords()
  const name = useMetricName()
  const named = useDimensionTitle()
  const [measure, setMeasure] = useState(0)
  const metric = metrics[measure]
  const [lines, columns] = [at[0] ?? 0, at[1] ?? 1]
  const [down = '', across = ''] = [query.dimensions?.[lines], query.dimensions?.[columns]]
  const matrix = matrixOf(rows, [lines, columns], [ordered(down), ordered(across)], measure, metrics, MOST)
  const cells = matrix.rows.flatMap((row) => matrix.columns.map((column) => matrix.cell(row.key, column.key)))
  const values = cells.flatMap((row) => row?.figures[measure]?.value ?? [])
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  const options = query.measures.map((code, place) => ({ value: String(place), label: name(metrics[place], code) }))
  const code = query.measures[measure] ?? ''
  /** Where the sum of a line leads to: every column of it. */
  const wholeLine = (key: string) =>
    to({ keys: (query.dimensions ?? []).map((_, place) => (place === lines ? key : place === columns ? undefined : rows[0]?.keys[place])) })
  return (
    <section className="wa-chart wa-chart-wide">
      {options.length > 1 ? (
        <div className="wa-no-print">
          <FormField label={t('insights.figure')}>
            <Select
              selectedOption={options[measure] ?? null}
              options={options}
              onChange={({ detail }) => setMeasure(Number(detail.selectedOption.value))}
            />
          </FormField>
        </div>
      ) : null}
      <h3 className="wa-chart-title">
        <Meaning metric={metric} code={code} />
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled must be reached by keys */}
      <section className="wa-heat" tabIndex={0} aria-label={`${name(metric, code)}: ${named(down)} × ${named(across)}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                {named(down)} ↓ {named(across)} <span className="wa-onward">→</span>
              </th>
              {matrix.columns.map((column) => (
                <th key={column.key} scope="col" title={words(across, column.key)}>
                  {words(across, column.key, true)}
                </th>
              ))}
              <th scope="col">{t('reporting.total')}</th>
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map((line) => (
              <tr key={line.key}>
                <th scope="row">{words(down, line.key)}</th>
                {matrix.columns.map((column) => {
                  const row = matrix.cell(line.key, column.key)
                  const value = row?.figures[measure]?.value ?? null
                  const said = figures.say(row?.figures[measure], metric)
                  const address = row && to(row)
                  const whole =
                    row && `${words(down, line.key)}, ${words(across, column.key)}: ${said} ${figures.parts(row.figures[measure], metric)}`
                  return (
                    <td key={column.key} className={value === null ? undefined : `wa-heat-${shadeOf(value, lowest, highest)}`}>
                      {row && value !== null ? (
                        address ? (
                          <Link to={address} title={whole}>
                            {said}
                          </Link>
                        ) : (
                          <span title={whole}>{said}</span>
                        )
                      ) : (
                        <span className="wa-soft">{t('reports.none')}</span>
                      )}
                    </td>
                  )
                })}
                <td>
                  {wholeLine(line.key) ? (
                    <Link to={wholeLine(line.key) ?? ''}>{figures.say(line.row.figures[measure], metric)}</Link>
                  ) : (
                    figures.say(line.row.figures[measure], metric)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {values.length > 1 && (
        <p className="wa-soft wa-small wa-heat-key">
          {figures.value(lowest, metric)}
          {[0, 1, 2, 3, 4].map((shade) => (
            <span key={shade} className={`wa-heat-${shade}`} aria-hidden="true" />
          ))}
          {figures.value(highest, metric)}
        </p>
      )}
      {matrix.beyond.rows + matrix.beyond.columns > 0 && <p className="wa-soft wa-small">{t('insights.matrixOnly', { count: MOST })}</p>}
    </section>
  )
}
