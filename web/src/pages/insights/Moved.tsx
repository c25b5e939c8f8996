import { useTranslation } from 'react-i18next'
import type { Metric, QueryFigure } from '../../api/types'
import { movedBy, verdictOf } from '../../logic/insightRows'
import { useFigureWords } from './words'

/** How a figure moved against what it is compared with: by how much, and whether that is good. */
export function Moved({
  figure,
  before,
  metric,
}: {
  figure: QueryFigure | undefined
  before: QueryFigure | undefined
  metric: Metric | undefined
}) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const verdict = verdictOf(figure, before, metric)
  const by = movedBy(figure, before, metric)
  if (!verdict || by === undefined) return null
  const was = t('insights.was', { value: words.say(before, metric) })
  if (verdict === 'same') return <span title={was}>{t('insights.verdict.same')}</span>
  const moved = words.moved(by, metric)
  if (verdict === 'more' || verdict === 'less') return <span title={was}>{moved}</span>
  return (
    <span className={`wa-moved-${verdict}`} title={was}>
      {moved}, {t(`insights.verdict.${verdict}`)}
    </span>
  )
}
