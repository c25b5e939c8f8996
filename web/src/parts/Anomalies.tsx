import Alert from '@cloudscape-design/components/alert'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { Anomaly, Item } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { formatHours, isGrave } from '../logic/anomalies'
import { placeWords } from '../logic/places'
import { shortReceptacle } from '../logic/transportId'
import { EventTime } from './EventTime'

/** What looks wrong with an item, with what it rests on: what to know before promising anything first, what is merely untidy below. */
export function Anomalies({ item }: { item: Item }) {
  const all = item.anomalies ?? []
  const grave = all.filter((one) => isGrave(one.code))
  const untidy = all.filter((one) => !isGrave(one.code))
  if (all.length === 0) return null
  return (
    <SpaceBetween size="s">
      {grave.length > 0 && <Named type="warning" all={grave} />}
      {untidy.length > 0 && <Named type="info" all={untidy} />}
    </SpaceBetween>
  )
}

function Named({ type, all }: { type: 'warning' | 'info'; all: readonly Anomaly[] }) {
  const { t } = useTranslation()
  return (
    <Alert type={type} header={all.length === 1 && all[0] ? t(`anomaly.${all[0].code}`) : t('anomaly.title')}>
      <ul className="wa-plain">
        {all.map((one) => (
          <li key={[one.code, one.receptacleId, one.country, ...one.events.map((event) => event.time)].join(' ')}>
            {all.length > 1 && <strong>{t(`anomaly.${one.code}`)}. </strong>}
            <Text anomaly={one} />
            {one.claimed && ` ${t('anomaly.claimed')}`}
            <Evidence anomaly={one} />
          </li>
        ))}
      </ul>
    </Alert>
  )
}

function Text({ anomaly }: { anomaly: Anomaly }) {
  const { t } = useTranslation()
  const { country, language } = useWorkplace()
  const hours = formatHours(anomaly.hours, language)
  const limit = formatHours(anomaly.limitHours, language)
  return (
    <>
      {t(`anomaly.text.${anomaly.code === 'gap' && anomaly.open ? 'gapOpen' : anomaly.code}`, {
        country: country(anomaly.country),
        hours,
        limit,
      })}
    </>
  )
}

/** The scans, and the receptacle, that it rests on. */
function Evidence({ anomaly }: { anomaly: Anomaly }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  return (
    <ul className="wa-evidence">
      {anomaly.receptacleId && (
        <li>
          {t('carriage.announcedIn')} {shortReceptacle(anomaly.receptacleId)}
        </li>
      )}
      {anomaly.events.map((event) => (
        <li key={`${event.time} ${event.code} ${event.office} ${event.sender}`}>
          {catalogue.eventOf(event.code) ? catalogue.event(event.code) : t('timeline.otherEvent', { code: event.code })},{' '}
          <EventTime event={event} />, {placeWords(event.office, event.placeName)}
        </li>
      ))}
    </ul>
  )
}
