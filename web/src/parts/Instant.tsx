import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../app/workplace'
import { formatInstant, zoneCity } from '../logic/instant'
import { Tip } from './Tip'

interface Props {
  at: string | null | undefined
  otherZone?: string
  /** The other side's clock is the one that is read, where its own stands beside it: the reader's is on hover. */
  there?: boolean
}

/** An instant in the reader's local time; the other side's on hover and on focus. On paper it says whose time it is. */
export function Instant({ at, otherZone, there = false }: Props) {
  const { t } = useTranslation()
  const { zone: own, language } = useWorkplace()
  if (!at) return null
  const [zone, other] = there && otherZone ? [otherZone, own] : [own, otherZone]
  const words = (
    <time dateTime={at} className="wa-time">
      {formatInstant(at, zone, language)}
      <span className="wa-paper"> ({zoneCity(zone)})</span>
    </time>
  )
  if (!other || other === zone) return words
  const here = t('time.here', { city: zoneCity(zone) })
  return <Tip lines={[here, t('time.there', { time: formatInstant(at, other, language), city: zoneCity(other) })]}>{words}</Tip>
}
