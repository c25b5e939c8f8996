import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Figures } from '../../api/insights'
import { asProblem } from '../../api/problem'
import type { Metric, QueryAnswer } from '../../api/types'
import { useWorkplace } from '../../app/workplace'

import type { Chart } from '../../logic/insightCharts'
import { nextMidnight } from '../../logic/insightQuery'
import type { Place } from '../../logic/insightWay'
import { formatDate, formatInstant, formatMonth } from '../../logic/instant'
import { sizeWords } from '../../logic/trackingFiles'
import { Empty } from '../../parts/Empty'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { useRefusal } from '../../parts/useRefusal'
import { useQuestionWords } from './words'

const FigureChart = lazy(() => import('./FigureChart'))

interface Props {
  figures: Figures
  metrics: readonly Metric[]
  chart: Chart | undefined
  label: string
  to(row: Place, before?: boolean): string | undefined
  /** What can be done where nothing was counted. */
  instead?: ReactNode
}

/** What became of a question: its figures, or in words why there are none. */
export function Answered({ figures, metrics, chart, label, to, instead }: Props) {
  const { t } = useTranslation()
  const [left, setLeft] = useState(false)
  const { answer } = figures
  if (figures.error) return <Refused error={figures.error} retry={figures.retry} />
  if (figures.running)
    return left ? (
      <Alert type="info" action={<Button onClick={() => setLeft(false)}>{t('insights.lookAgain')}</Button>}>
        {t('insights.goesOn')}
      </Alert>
    ) : (
      <>
        <StatusIndicator type="loading">{t('insights.counting')}</StatusIndicator>
        <p className="wa-soft">{t('insights.countingAbout')}</p>
        <Button variant="inline-link" onClick={() => setLeft(true)}>
          {t('insights.leave')}
        </Button>
      </>
    )
  if (!answer) return figures.pending ? <Loading /> : null
  if (answer.empty)
    return (
      <Empty title={t('insights.emptyTitle')} teach={<EmptyReason answer={answer} />}>
        {instead}
      </Empty>
    )
  return (
    <Suspense fallback={<Loading />}>
      <Said answer={answer} />
      <FigureChart answer={answer} metrics={metrics} chart={chart} label={label} to={to} />
    </Suspense>
  )
}

/** What must be known beside the figures. */
function Said({ answer }: { answer: QueryAnswer }) {
  const { t } = useTranslation()
  const { language, zone } = useWorkplace()
  return (
    <>
      {answer.provisional && (
        <p className="wa-soft wa-small">
          {t('insights.provisional', {
            month: formatMonth(answer.query.to, language),
            at: formatInstant(answer.askedAt, zone, language),
          })}
        </p>
      )}
      {answer.compared && (
        <p className="wa-soft wa-small">
          {t('insights.comparedDays', {
            weeks: answer.compared.weeks,
            from: formatDate(answer.compared.from, language),
            to: formatDate(answer.compared.to, language),
          })}
        </p>
      )}
      {answer.query.dimensions?.some((one) => one === 'hour' || one === 'weekday') && (
        <p className="wa-soft wa-small">{t('insights.hours')}</p>
      )}
      {answer.truncated && <Alert type="warning">{t('insights.truncated', { count: answer.rows.length })}</Alert>}
    </>
  )
}

function EmptyReason({ answer }: { answer: QueryAnswer }) {
  const { t } = useTranslation()
  const words = useQuestionWords()
  const filters = words.filters(answer.query.filters)
  const months = words.months(answer.query)
  return filters.length > 0 ? t('insights.emptyFiltered', { months, filters: filters.join('; ') }) : t('insights.empty', { months })
}

/** Why a question was not answered; of the day's budget how much is left and when it is full again. */
export function Refused({ error, retry }: { error: unknown; retry(): void }) {
  const { t } = useTranslation()
  const { language, zone } = useWorkplace()
  const { slug, extra, fields } = asProblem(error)
  const refusal = useRefusal()
  const bytes = (name: string) => sizeWords(Number(extra[name] ?? 0), language)
  if (slug === 'query-budget-spent' && 'dayLimitBytes' in extra)
    return (
      <Alert type="warning" header={t('insights.spentTitle')}>
        {t('insights.spent', {
          needs: bytes('estimatedBytes'),
          left: sizeWords(Math.max(0, Number(extra.dayLimitBytes) - Number(extra.daySpentBytes)), language),
          day: bytes('dayLimitBytes'),
          when: formatInstant(nextMidnight(new Date()), zone, language),
        })}
      </Alert>
    )
  if (slug === 'query-too-large' && 'queryLimitBytes' in extra)
    return (
      <Alert type="warning" header={t('insights.tooLargeTitle')}>
        {t('insights.tooLarge', { needs: bytes('estimatedBytes'), most: bytes('queryLimitBytes') })}
      </Alert>
    )
  const reasons = [...new Set(fields.map(({ reason }) => refusal(reason)))]
  return (
    <ProblemAlert error={error} retry={retry}>
      {reasons.map((reason) => (
        <div key={reason}>{reason}</div>
      ))}
    </ProblemAlert>
  )
}
