import { useTranslation } from 'react-i18next'
import type { SavedReport } from '../../../api/types'
import { useWorkplace } from '../../../app/workplace'
import { unsentReason } from '../../../logic/insightReports'
import { Instant } from '../../../parts/Instant'
import { weekdayName } from '../words'

/** Whose a report is, what it is for, who sees it, and when it is sent. */
export function About({ saved }: { saved: SavedReport }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const { schedule, lastRun } = saved
  const unsent = unsentReason(lastRun)
  return (
    <>
      {[
        saved.description,
        saved.mine ? '' : saved.owner.name || t('insights.saved.somebody'),
        t(saved.shared ? 'insights.saved.shared' : 'insights.saved.private'),
        schedule &&
          (schedule.every === 'week'
            ? t('insights.saved.weekly', { weekday: weekdayName(String(schedule.weekday ?? 1), language) })
            : t('insights.saved.monthly', { day: schedule.day ?? 1 })),
      ]
        .filter(Boolean)
        .join(' · ')}
      {lastRun && (
        <>
          {' · '}
          {t(lastRun.state === 'sent' ? 'insights.saved.sent' : 'insights.saved.failed')} <Instant at={lastRun.at} />
          {unsent && `: ${t(`insights.saved.unsent.${unsent}`)}`}
        </>
      )}
    </>
  )
}
