import ColumnLayout from '@cloudscape-design/components/column-layout'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useTranslation } from 'react-i18next'
import type { Figures } from '../../api/insights'
import type { Metric, QueryDefinition } from '../../api/types'
import { reaches } from '../../logic/insightRows'
import { Meaning } from './Meaning'
import { Moved } from './Moved'
import { useFigureWords } from './words'

/** The figures of everything together, with target and what they were before. */
export function Totals({ figures, metrics, query }: { figures: Figures; metrics: readonly Metric[]; query: QueryDefinition }) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const total = figures.answer?.total
  return (
    <ColumnLayout columns={4} variant="text-grid" minColumnWidth={150}>
      {query.measures.map((code, at) => {
        const metric = metrics.find((one) => one.code === code)
        const figure = total?.figures[at]
        const before = total?.before?.[at]
        const reached = reaches(figure, metric)
        const target = metric?.target != null ? words.value(metric.target, metric) : ''
        return (
          <div key={code}>
            <Meaning metric={metric} code={code} />
            <div className="wa-figure">{words.say(figure, metric)}</div>
            <div className="wa-soft wa-small">{words.parts(figure, metric)}</div>
            {before && (
              <div className="wa-small">
                <Moved
                  first={t('insights.was', { value: words.say(before, metric) })}
                  figure={figure}
                  before={before}
                  metric={metric}
                  told
                />
              </div>
            )}
            {reached !== undefined && (
              <StatusIndicator type={reached ? 'success' : 'warning'}>
                {t(reached ? 'reports.reached' : 'reports.missed', { target })}
              </StatusIndicator>
            )}
          </div>
        )
      })}
    </ColumnLayout>
  )
}
