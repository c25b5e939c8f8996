import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../app/workplace'
import { formatMinutes } from '../logic/duration'
import { type Stand, standingOf, type Urgency, urgencyOf, usedShare } from '../logic/remaining'

const LOOK: Record<Urgency, StatusIndicatorProps.Type> = { none: 'stopped', ample: 'pending', soon: 'warning', over: 'error' }

/** Working time left, as words with a sign and as a bar: each says it without the colour. Where no time runs, why. */
export function Remaining({ deadline, bar = true }: { deadline: Stand; bar?: boolean }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const standing = standingOf(deadline)
  if (standing !== 'runs') return <span className="wa-remaining-none wa-soft">{t(`remaining.${standing}`)}</span>
  const urgency = urgencyOf(deadline)
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
