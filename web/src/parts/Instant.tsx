import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../app/workplace'
import { formatInstant, zoneCity } from '../logic/instant'

/** An instant in the reader's local time; the other side's on hover and for screen readers. */
export function Instant({ at, otherZone }: { at: string | null | undefined; otherZone?: string }) {
  const { t } = useTranslation()
  const { zone, language } = useWorkplace()
  if (!at) return null
  const other =
    otherZone && otherZone !== zone ? t('time.there', { time: formatInstant(at, otherZone, language), city: zoneCity(otherZone) }) : ''
  const here = t('time.here', { city: zoneCity(zone) })
  return (
    <time dateTime={at} title={other ? `${here}\n${other}` : here} className="wa-time">
      {formatInstant(at, zone, language)}
    </time>
  )
}
