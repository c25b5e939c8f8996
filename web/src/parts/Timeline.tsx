import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Carriage, Item, TrackingEvent } from '../api/types'
import { useFollow } from '../app/follow'
import { useWorkplace } from '../app/workplace'
import { byClockOf, formatHours } from '../logic/anomalies'
import { formatWallClock } from '../logic/instant'
import { journey, type Step } from '../logic/journey'
import { placeWords } from '../logic/places'
import { shortReceptacle } from '../logic/transportId'
import { EventTime } from './EventTime'
import { MovementStep } from './MovementStep'

/** Where an item has been, newest first: its scans and the way of its receptacles; what happened in words, where, and when by the clock on the wall there. */
export function Timeline({ item }: { item: (Pick<Item, 'events' | 'carriages'> & { superseded?: Item['events'] }) | undefined }) {
  const { t } = useTranslation()
  const look = useStepLook()
  const steps = item ? journey(item) : []
  if (steps.length === 0) return <Box color="text-body-secondary">{t('timeline.empty')}</Box>
  return (
    <ol className="wa-timeline">
      {steps.map((step, index) => (
        <li key={step.key} className={`${look(step)}${index === 0 ? ' wa-latest' : ''}`}>
          <TimelineStep step={step} />
        </li>
      ))}
    </ol>
  )
}

/** How a step is marked: by its phase, and whether it still counts. */
export function useStepLook(): (step: Step) => string {
  const { catalogue } = useWorkplace()
  const phase = (step: Step) => (step.kind === 'event' ? (catalogue.eventOf(step.event.code)?.phase ?? 'other') : 'transport')
  return (step) => `wa-phase-${phase(step)}${supersededBy(step) ? ' wa-superseded' : ''}`
}

/** One step: a scan, its announcement in a receptacle, or what happened to that. */
export function TimelineStep({ step }: { step: Step }) {
  if (step.kind === 'event') return <EventStep event={step.event} />
  if (step.kind === 'announced') return <AnnouncedStep carriage={step.carriage} />
  return <MovementStep movement={step.movement} />
}

const supersededBy = (step: Step): string => (step.kind === 'event' && step.event.supersededBy) || ''

function EventStep({ event }: { event: TrackingEvent }) {
  const { t } = useTranslation()
  const { catalogue, country, operatorName, language } = useWorkplace()
  const known = catalogue.eventOf(event.code)
  const details = [
    event.supersededBy && t('messages.superseded'),
    !event.confirmed && !event.supersededBy && t('timeline.claim', { who: operatorName(event.sender) }),
    event.retention && t('timeline.retention', { what: catalogue.retention(event.retention) }),
    event.reason && t('timeline.reason', { what: catalogue.reason(event.reason) }),
    event.action && t('timeline.action', { what: catalogue.action(event.action) }),
    event.signatory && t('timeline.signatory', { who: event.signatory }),
  ].filter(Boolean)
  return (
    <>
      <div className="wa-timeline-what">
        <Counting counts={!event.supersededBy}>
          {known ? catalogue.event(event.code) : t('timeline.otherEvent', { code: event.code })}
        </Counting>
      </div>
      {details.map((detail) => (
        <div key={String(detail)} className="wa-timeline-detail">
          {detail}
        </div>
      ))}
      <div className="wa-timeline-where">
        <EventTime event={event} />
        {' · '}
        {[placeWords(event.office, event.placeName), country(event.country)].filter(Boolean).join(', ')}
        {' · '}
        {t(`phase.${known?.phase ?? 'other'}` as 'phase.origin', { defaultValue: '' })}
        {' · '}
        {t('told.received', {
          when: formatWallClock(byClockOf(event.localTime, event.receivedAt), language),
          after: formatHours(event.transmissionSeconds / 3600, language),
        })}
        {event.receipt && <Behind receipt={event.receipt} index={event.index} />}
        {event.receipt && event.supersededBy && <Behind receipt={event.supersededBy} index={undefined} by />}
      </div>
      <details className="wa-small wa-original">
        <summary>{t('original.told')}</summary>
        {codesOf(event).map((code) => (
          <span key={code}>
            <code>{code}</code>{' '}
          </span>
        ))}
        {t('original.from', { message: event.source, who: operatorName(event.sender) })}
      </details>
    </>
  )
}

/** A scan's codes in the order that its message tells them. */
const codesOf = ({ code, retention, reason, action }: TrackingEvent): string[] =>
  [code, retention, reason, action].filter((one): one is string => Boolean(one))

/** What no longer counts is struck through. */
function Counting({ counts, children }: { counts: boolean; children: ReactNode }) {
  return counts ? children : <s>{children}</s>
}

/** To the message that brought an event, and its place in it: for supervisors of its sender. */
function Behind({ receipt, index, by = false }: { receipt: string; index: number | undefined; by?: boolean }) {
  const { t } = useTranslation()
  const follow = useFollow()
  return (
    <>
      {' · '}
      <Link href={`/messages/${receipt}${index === undefined ? '' : `?record=${index}`}`} onFollow={follow} fontSize="body-s">
        {t(by ? 'messages.supersededLink' : 'messages.behind')}
      </Link>
    </>
  )
}

/** The item's announcement in a receptacle, with what came of it. */
function AnnouncedStep({ carriage }: { carriage: Carriage }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { operatorName } = useWorkplace()
  return (
    <>
      <div className="wa-timeline-what">
        {t('carriage.announcedIn')}{' '}
        <Link href={`/transports/${carriage.receptacleId}`} onFollow={follow}>
          {shortReceptacle(carriage.receptacleId)}
        </Link>
      </div>
      {!carriage.confirmed && <div className="wa-timeline-detail">{t('carriage.claim', { who: operatorName(carriage.sender) })}</div>}
      {carriage.arrival && <div className="wa-timeline-detail">{t(`carriage.arrival.${carriage.arrival}`)}</div>}
      <div className="wa-timeline-where">
        <EventTime event={carriage} />
        {' · '}
        {placeWords(carriage.origin, carriage.placeName)}
        {' · '}
        {t('timeline.toldBy', { who: operatorName(carriage.sender) })}
      </div>
    </>
  )
}
