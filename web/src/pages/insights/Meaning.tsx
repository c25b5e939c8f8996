import Popover from '@cloudscape-design/components/popover'
import { useTranslation } from 'react-i18next'
import type { Metric } from '../../api/types'
import { useFigureWords, useMetricName } from './words'

/** A metric's name, and on demand what it means, its target and whose that is. */
export function Meaning({ metric, code }: { metric: Metric | undefined; code: string }) {
  const { t, i18n } = useTranslation()
  const name = useMetricName()(metric, code)
  const { value } = useFigureWords()
  const own = i18n.exists(`insights.meaning.${code}`)
  return (
    <Popover
      data-prints
      triggerType="text"
      size="medium"
      header={name}
      dismissAriaLabel={t('common.dismiss')}
      triggerAriaLabel={t('reporting.means', { name })}
      content={
        <>
          {own ? t(`insights.meaning.${code as 'requests'}`) : <span lang="en">{metric?.formula}</span>}
          {metric && metric.target !== null && (
            <div>
              {t('insights.targetBy', { target: value(metric.target, metric) })} <span lang="en">{metric.source}</span>
            </div>
          )}
        </>
      }
    >
      {name}
    </Popover>
  )
}
