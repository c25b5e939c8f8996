import Badge from '@cloudscape-design/components/badge'
import { useTranslation } from 'react-i18next'
import type { Happening, Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { type Message, partnerOf } from '../../logic/conversation'
import { formatMinutes } from '../../logic/duration'
import { isEmpty } from '../../logic/fields'
import { placeWords } from '../../logic/places'
import { Instant } from '../../parts/Instant'
import { AsSent } from './AsSent'
import { Facts } from './Facts'

interface Props {
  message: Message
  inquiry: Inquiry
  catalogue: Catalogue
}

/** One turn: who said it and when, the coded part in the reader's language, free text as it was written, and its receipts. */
export function Bubble({ message, inquiry, catalogue }: Props) {
  const { t } = useTranslation()
  const { partyName, callCentre, zoneOf, operatorName, language } = useWorkplace()
  const { happening, speaker } = message
  const party = speaker === 'requester' ? inquiry.requester : inquiry.replier
  const otherZone = zoneOf(partnerOf(inquiry))
  const at = happening.actor.centre || party.centre
  const centre = callCentre(at)
  const who = [operatorName(happening.actor.operator) || partyName(party), centre?.city, happening.actor.name].filter(Boolean).join(' · ')
  const took = formatMinutes(happening.workingMinutes ?? 0, language)
  return (
    <article className={message.rejected ? 'wa-bubble wa-bubble-rejected' : 'wa-bubble'} aria-label={who}>
      <header>
        <strong>{who}</strong>
        <Instant at={happening.at} otherZone={otherZone} />
      </header>
      <Said happening={happening} inquiry={inquiry} catalogue={catalogue} />
      <Marks message={message} />
      {(message.stamps.length > 0 || typeof happening.onTime === 'boolean') && (
        <footer>
          {typeof happening.onTime === 'boolean' && (
            <span>{happening.onTime ? t('said.inTime', { time: took }) : t('said.late', { time: took })}</span>
          )}
          {message.stamps.map((stamp) => (
            <span key={stamp.kind}>
              ✓ {t(`stamp.${stamp.kind}`)} <Instant at={stamp.at} otherZone={otherZone} />
            </span>
          ))}
        </footer>
      )}
      <AsSent happening={happening} inquiry={inquiry} catalogue={catalogue} centre={at} />
    </article>
  )
}

/** What must not be overlooked about an answer. */
function Marks({ message: { happening, rejected } }: { message: Message }) {
  const { t } = useTranslation()
  const automatic = happening.actor.kind === 'automatic'
  const machine = happening.actor.kind === 'machine'
  const open = happening.reply?.class === 'I'
  if (!automatic && !machine && !open && !rejected) return null
  return (
    <div className="wa-facts wa-marks">
      {rejected && <Badge color="severity-medium">{t('said.notAccepted')}</Badge>}
      {open && <Badge color="grey">{t('said.inconclusive')}</Badge>}
      {automatic && <Badge color="blue">{t('said.automatic')}</Badge>}
      {machine && <Badge color="blue">{t('machine.bySystem')}</Badge>}
    </div>
  )
}

function Said({ happening, inquiry, catalogue }: { happening: Happening; inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const { zoneOf } = useWorkplace()
  const asked = catalogue.requestFields(inquiry.workflow)
  const named = asked.filter((field) => happening.fields?.includes(field.code))
  const facts = { inquiry, catalogue }
  const level = { level: happening.level, name: catalogue.level(inquiry.workflow, happening.level) }
  const reply = happening.reply
  switch (happening.kind) {
    case 'sent': {
      const question = catalogue.workflowOf(inquiry.workflow)?.sections.find((section) => section.code === 'question')?.fields ?? []
      const customer = asked.filter((field) => field.code === 'customerIs')
      const remark = inquiry.fields.remark
      return (
        <>
          <p className="wa-said">{catalogue.question(inquiry.workflow)}</p>
          <Facts {...facts} fields={[...question, ...customer]} values={inquiry.fields} />
          <Quote text={isEmpty(remark) ? '' : String(remark)} language={String(inquiry.fields.language ?? '')} />
          {happening.lookedUp && (
            <Snapshot events={happening.snapshot ?? []} catalogue={catalogue} otherZone={zoneOf(partnerOf(inquiry))} />
          )}
        </>
      )
    }
    case 'replied':
    case 'returned':
      return (
        <>
          <p className="wa-said">{reply ? catalogue.reply(reply.code) : t(`state.${happening.kind as 'replied'}`)}</p>
          {reply && <Facts {...facts} fields={catalogue.replyOf(reply.code)?.fields ?? []} values={reply.fields ?? {}} />}
          <Quote text={reply?.text} language={reply?.language} />
        </>
      )
    case 'supplemented':
      return (
        <>
          <p className="wa-said">{t('said.supplemented')}</p>
          <Facts {...facts} fields={named} values={inquiry.fields} />
          <Quote text={happening.text} language={happening.language} />
        </>
      )
    case 'escalated':
    case 'rejected':
      return (
        <>
          <p className="wa-said">
            {happening.kind === 'escalated'
              ? t('said.escalated', level)
              : t('said.rejected', { reason: catalogue.rejection(happening.reason) })}
          </p>
          {happening.kind === 'rejected' && <p className="wa-line">{t('said.rejectedLevel', level)}</p>}
          <Facts {...facts} fields={named} values={inquiry.fields} />
          <Quote text={happening.text} language={happening.language} />
        </>
      )
    default:
      return <p className="wa-said">{t('said.closed', { code: catalogue.closing(happening.closingCode) })}</p>
  }
}

/** What tracking said when it was asked: the latest first. */
function Snapshot({
  events,
  catalogue,
  otherZone,
}: {
  events: NonNullable<Happening['snapshot']>
  catalogue: Catalogue
  otherZone: string | undefined
}) {
  const { t } = useTranslation()
  if (events.length === 0) return <p className="wa-soft wa-small">{t('said.nothingKnown')}</p>
  return (
    <details className="wa-small">
      <summary>{t('said.snapshot', { event: catalogue.event(events.at(-1)?.code) })}</summary>
      {events.toReversed().map((one) => (
        <div key={`${one.time}${one.code}${one.office}`}>
          <Instant at={one.time} otherZone={otherZone} /> · {catalogue.event(one.code)}
          {one.office && ` · ${placeWords(one.office, one.placeName)}`}
        </div>
      ))}
    </details>
  )
}

/** Free text, as it was written. */
export function Quote({ text, language }: { text?: string; language?: string }) {
  return text ? <blockquote lang={language || undefined}>{text}</blockquote> : null
}
