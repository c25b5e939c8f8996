import { useTranslation } from 'react-i18next'
import type { TrackingEvent } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { formatInstant, formatWallClock, isWallClock, zoneCity } from '../logic/instant'
import { Instant } from './Instant'
import { Tip } from './Tip'

/** When an event happened: by the clock on the wall there, if it was told so, the reader's on hover and on focus; else in the reader's time. */
export function EventTime({ event }: { event: Pick<TrackingEvent, 'time' | 'localTime'> }) {
  const { t } = useTranslation()
  const { language, zone } = useWorkplace()
  if (!isWallClock(event.localTime)) return <Instant at={event.time} />
  return (
    <Tip lines={[t('timeline.wallClock'), t('time.there', { time: formatInstant(event.time, zone, language), city: zoneCity(zone) })]}>
      <time dateTime={event.time} className="wa-time">
        {formatWallClock(event.localTime, language)}
        <span className="wa-paper"> ({event.localTime.slice(19)})</span>
      </time>
    </Tip>
  )
}
