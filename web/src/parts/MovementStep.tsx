import { useTranslation } from 'react-i18next'
import type { Movement } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { formatInstant } from '../logic/instant'
import { placeWords } from '../logic/places'
import { shortReceptacle } from '../logic/transportId'
import { EventTime } from './EventTime'

/** What a movement's code means, in words. */
export function useMovementWords(): (movement: Pick<Movement, 'code'>) => string {
  const { t } = useTranslation()
  return ({ code }) => t(`movement.${code}` as 'movement.departed', { defaultValue: t('movement.other', { code }) })
}

/** One movement in a timeline: what happened, on which flight, where, and when by the clock on the wall there. */
export function MovementStep({ movement, named = false }: { movement: Movement; named?: boolean }) {
  const { t } = useTranslation()
  const { operatorName, language, zone } = useWorkplace()
  const words = useMovementWords()
  const { flight, from, to, departs, arrives } = movement
  const at = (instant: string) => formatInstant(instant, zone, language)
  const details = [
    named && movement.receptacleId && shortReceptacle(movement.receptacleId),
    !movement.confirmed && t('movement.claim', { who: operatorName(movement.sender) }),
    flight && (from && to ? t('movement.flightBetween', { flight, from, to }) : t('movement.flight', { flight })),
    movement.code === 'booked' && departs && arrives && t('movement.planned', { departs: at(departs), arrives: at(arrives) }),
    !movement.receptacleId && t('movement.whole'),
  ].filter(Boolean)
  return (
    <>
      <div className="wa-timeline-what">{words(movement)}</div>
      {details.map((detail) => (
        <div key={String(detail)} className="wa-timeline-detail">
          {detail}
        </div>
      ))}
      <div className="wa-timeline-where">
        <EventTime event={movement} />
        {' · '}
        {placeWords(movement.place, movement.placeName)}
        {' · '}
        {t('timeline.toldBy', { who: operatorName(movement.sender) })}
      </div>
    </>
  )
}
