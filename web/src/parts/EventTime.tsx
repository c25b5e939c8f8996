import { useTranslation } from 'react-i18next'
import type { TrackingEvent } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { formatInstant, formatWallClock, isWallClock, otherClock, zoneCity } from '../logic/instant'
import { Instant } from './Instant'
import { Tip } from './Tip'

/** When an event happened: by the clock on the wall there, if it was told so, named where it reads otherwise than the reader's, which comes on hover and on focus; else in the reader's time. */
export function EventTime({ event }: { event: Pick<TrackingEvent, 'time' | 'localTime'> }) {
  const { t } = useTranslation()
  const { language, zone } = useWorkplace()
  if (!isWallClock(event.localTime)) return <Instant at={event.time} />
  const other = otherClock(event.localTime, zone)
  return (
    <Tip lines={[t('timeline.wallClock'), t('time.there', { time: formatInstant(event.time, zone, language), city: zoneCity(zone) })]}>
      <time dateTime={event.time} className="wa-time">
        {formatWallClock(event.localTime, language)}
        {other ? ` ${other}` : <span className="wa-paper"> ({zoneCity(zone)})</span>}
      </time>
    </Tip>
  )
}
