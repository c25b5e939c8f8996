import { useTranslation } from 'react-i18next'
import type { Metric, QueryFigure } from '../../api/types'
import { movedBy, verdictOf } from '../../logic/insightRows'
import { useFigureWords } from './words'

/** How a figure moved against what it is compared with: by how much, whether that is good, and from what. */
export function Moved({
  figure,
  before,
  metric,
  first,
  told = false,
}: {
  figure: QueryFigure | undefined
  before: QueryFigure | undefined
  metric: Metric | undefined
  /** What stands before it, with or without a movement. */
  first?: string
  /** What it was stands beside it already. */
  told?: boolean
}) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const verdict = verdictOf(figure, before, metric)
  const by = movedBy(figure, before, metric)
  if (!verdict || by === undefined) return first ?? null
  const was = t('insights.was', { value: words.say(before, metric) })
  const moved = words.moved(by, metric)
  const judged = verdict === 'better' || verdict === 'worse'
  return (
    <>
      {first && `${first} · `}
      {verdict === 'same' ? (
        t('insights.verdict.same')
      ) : judged ? (
        <span className={`wa-moved-${verdict}`}>
          {moved}, {t(`insights.verdict.${verdict}`)}
        </span>
      ) : (
        moved
      )}
      {!told && <span className="wa-soft wa-small"> · {was}</span>}
    </>
  )
}
