import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../app/workplace'
import { formatMinutes } from '../logic/duration'
import { type Deadline, type Urgency, urgencyOf, usedShare } from '../logic/remaining'

const LOOK: Record<Urgency, StatusIndicatorProps.Type> = { none: 'stopped', ample: 'pending', soon: 'warning', over: 'error' }

/** Working time left, as words with a sign and as a bar: each says it without the colour. */
export function Remaining({ deadline, bar = true, answered = false }: { deadline: Deadline; bar?: boolean; answered?: boolean }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const urgency = urgencyOf(deadline)
  if (urgency === 'none' && answered) return <span className="wa-soft">{t('remaining.answered')}</span>
  if (urgency === 'none') return <span className="wa-soft">{t('remaining.none')}</span>
  const minutes = deadline.remainingMinutes
  const time = typeof minutes === 'number' ? formatMinutes(minutes, language) : ''
  const words = urgency === 'over' ? (minutes ? t('remaining.over', { time }) : t('remaining.overNow')) : t('remaining.left', { time })
  const share = Math.round(usedShare(deadline) * 100)
  return (
    <div className="wa-remaining">
      <StatusIndicator type={LOOK[urgency]}>{words}</StatusIndicator>
      {bar && (
        <div className={`wa-bar wa-bar-${urgency}`} aria-hidden="true">
          <div style={{ width: `${Math.max(share, 2)}%` }} />
        </div>
      )}
    </div>
  )
}
