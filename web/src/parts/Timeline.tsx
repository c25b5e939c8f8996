import Box from '@cloudscape-design/components/box'
import { useTranslation } from 'react-i18next'
import type { TrackingEvent } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { EventTime } from './EventTime'

/** Where an item has been, newest first: what happened in words, where, and when by the clock on the wall there. */
export function Timeline({ events }: { events: readonly TrackingEvent[] }) {
  const { t } = useTranslation()
  const { catalogue, country, operatorName } = useWorkplace()
  if (events.length === 0) return <Box color="text-body-secondary">{t('timeline.empty')}</Box>
  const details = (event: TrackingEvent) =>
    [
      !event.confirmed && t('timeline.claim', { who: operatorName(event.sender) }),
      event.retention && t('timeline.retention', { what: catalogue.retention(event.retention) }),
      event.reason && t('timeline.reason', { what: catalogue.reason(event.reason) }),
      event.action && t('timeline.action', { what: catalogue.action(event.action) }),
      event.signatory && t('timeline.signatory', { who: event.signatory }),
    ].filter(Boolean)
  return (
    <ol className="wa-timeline">
      {events.toReversed().map((event, index) => {
        const known = catalogue.eventOf(event.code)
        const phase = known?.phase ?? 'other'
        return (
          <li
            key={`${event.code}-${event.time}-${event.office}-${event.sender}`}
            className={`wa-phase-${phase}${index === 0 ? ' wa-latest' : ''}`}
          >
            <div className="wa-timeline-what">{known ? catalogue.event(event.code) : t('timeline.otherEvent', { code: event.code })}</div>
            {details(event).map((detail) => (
              <div key={String(detail)} className="wa-timeline-detail">
                {detail}
              </div>
            ))}
            <div className="wa-timeline-where">
              <EventTime event={event} />
              {' · '}
              {[event.office, country(event.country)].filter(Boolean).join(', ')}
              {' · '}
              <span title={t('timeline.toldBy', { who: operatorName(event.sender) })}>
                {t(`phase.${phase}` as 'phase.origin', { defaultValue: '' })}
              </span>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
