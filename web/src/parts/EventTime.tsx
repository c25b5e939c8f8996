import { useTranslation } from 'react-i18next'
import type { TrackingEvent } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { formatWallClock, isWallClock } from '../logic/instant'
import { Instant } from './Instant'

/** When an event happened: by the clock on the wall there, if it was told so; else in the reader's time. */
export function EventTime({ event }: { event: Pick<TrackingEvent, 'time' | 'localTime'> }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  if (!isWallClock(event.localTime)) return <Instant at={event.time} />
  return (
    <time dateTime={event.time} title={t('timeline.wallClock')} className="wa-time">
      {formatWallClock(event.localTime, language)}
    </time>
  )
}
