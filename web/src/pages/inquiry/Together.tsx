import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inquiry, Item } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { conversationOf } from '../../logic/conversation'
import { formatDay, formatTime, zoneCity } from '../../logic/instant'
import { journey } from '../../logic/journey'
import { type Moment, rowsOf, together } from '../../logic/together'
import { Remaining } from '../../parts/Remaining'
import { TimelineStep, useStepLook } from '../../parts/Timeline'
import { useNow } from '../../parts/useNow'
import { Turn, turnClass } from './Turn'

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
  item: Item | undefined
}

/** What happened to the item and what was said about it, on one axis of time: in two columns where there is room, one after the other where not. */
export function Together({ inquiry, catalogue, item }: Props) {
  const { t } = useTranslation()
  const { zone, language } = useWorkplace()
  const look = useStepLook()
  const moments = together(conversationOf(inquiry.history ?? []), item ? journey(item) : [], inquiry.dueAt, zone, useNow())
  const rows = rowsOf(moments)
  const classOf = (moment: Moment) => `wa-moment wa-moment-${moment.side}${moment.side === 'item' ? ` ${look(moment.step)}` : ''}`
  return (
    <div className="wa-together">
      <div className="wa-together-heads" aria-hidden="true">
        <span>{t('together.item')}</span>
        <span>{t('together.inquiry')}</span>
      </div>
      <p className="wa-soft wa-small wa-together-clock">{t('time.here', { city: zoneCity(zone) })}</p>
      <ol>
        {moments.map((moment, place) => (
          <li
            key={moment.key}
            className={classOf(moment)}
            style={{ '--rows': `${rows[place]?.from} / ${rows[place]?.to}` } as CSSProperties}
          >
            <span className="wa-moment-at">
              {moment.newDay && <span className="wa-moment-day">{formatDay(moment.at, zone, language)}</span>}
              <span>{formatTime(moment.at, zone, language)}</span>
            </span>
            <div className={moment.side === 'inquiry' ? turnClass(moment.turn) : undefined}>
              {moment.side === 'item' && <TimelineStep step={moment.step} />}
              {moment.side === 'inquiry' && <Turn turn={moment.turn} inquiry={inquiry} catalogue={catalogue} />}
              {moment.side === 'now' && <strong>{t('together.now')}</strong>}
              {moment.side === 'due' && <DueMoment inquiry={inquiry} />}
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The due time among what happened. */
function DueMoment({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation()
  return (
    <div className="wa-due-moment">
      <strong>{t('due.title')}</strong> <Remaining deadline={inquiry} bar={false} />
    </div>
  )
}
