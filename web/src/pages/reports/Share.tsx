import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useTranslation } from 'react-i18next'
import type { Ratio } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { formatPercent } from '../../logic/percent'

/** A share in percent with the counts behind it, unless they stand beside it, and whether its target is reached. */
export function Share({ ratio, behind = true }: { ratio: Ratio; behind?: boolean }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  if (typeof ratio.percent !== 'number') return <span className="wa-soft">{t('reports.none')}</span>
  const words = formatPercent(ratio.percent, language)
  const counts = t('reports.of', { part: ratio.part, whole: ratio.whole })
  const target = typeof ratio.target === 'number' ? t('reports.target', { target: formatPercent(ratio.target, language) }) : ''
  return (
    <span>
      {typeof ratio.reached === 'boolean' ? (
        <StatusIndicator type={ratio.reached ? 'success' : 'warning'} wrapText={false}>
          {words}
        </StatusIndicator>
      ) : (
        words
      )}
      {behind && (
        <span className="wa-soft wa-small wa-block">
          <span className="wa-nowrap">{target ? `${counts};` : counts}</span> <span className="wa-nowrap">{target}</span>
        </span>
      )}
    </span>
  )
}
