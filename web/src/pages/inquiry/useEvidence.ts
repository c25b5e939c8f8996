import { useTranslation } from 'react-i18next'
import type { Item, Proposal } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { formatInstant, formatWallClock, isWallClock, otherClock } from '../../logic/instant'
import { placeWords } from '../../logic/places'

/** The event that a proposal rests on, in a sentence; its time by the clock on the wall there, named where it reads otherwise than the reader's, as tracking shows it. */
export function useEvidence(
  catalogue: Catalogue,
  item: Item | undefined,
): (proposal: Pick<Proposal, 'eventCode' | 'eventTime' | 'office'>) => string {
  const { t } = useTranslation()
  const { zone, language } = useWorkplace()
  return ({ eventCode, eventTime, office }) => {
    const event = item?.events.find((one) => one.code === eventCode && Date.parse(one.time) === Date.parse(eventTime))
    const local = event?.localTime
    const time = isWallClock(local)
      ? [formatWallClock(local, language), otherClock(local, zone)].filter(Boolean).join(' ')
      : formatInstant(eventTime, zone, language)
    const words = { event: catalogue.event(eventCode), time }
    return office
      ? t('proposal.evidence', { ...words, office: placeWords(office, event?.placeName) })
      : t('proposal.evidenceNoOffice', words)
  }
}
