import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../app/workplace'
import { formatInstant, zoneCity } from '../logic/instant'
import { Tip } from './Tip'

/** An instant in the reader's local time; the other side's on hover and on focus. On paper it says whose time it is. */
export function Instant({ at, otherZone }: { at: string | null | undefined; otherZone?: string }) {
  const { t } = useTranslation()
  const { zone, language } = useWorkplace()
  if (!at) return null
  const words = (
    <time dateTime={at} className="wa-time">
      {formatInstant(at, zone, language)}
      <span className="wa-paper"> ({zoneCity(zone)})</span>
    </time>
  )
  if (!otherZone || otherZone === zone) return words
  const here = t('time.here', { city: zoneCity(zone) })
  return <Tip lines={[here, t('time.there', { time: formatInstant(at, otherZone, language), city: zoneCity(otherZone) })]}>{words}</Tip>
}
