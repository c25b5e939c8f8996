import { useTranslation } from 'react-i18next'
import type { Inquiry, Values } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { type Message, partnerOf } from '../../logic/conversation'
import { Instant } from '../../parts/Instant'
import { useValueWords } from './values'

/** One turn: who said it and when, the coded part in the reader's language, free text as it was written, and its receipts. */
export function Bubble({ message, inquiry, catalogue }: { message: Message; inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const { partyName, callCentre, zoneOf, operatorName } = useWorkplace()
  const { happening, speaker } = message
  const party = speaker === 'requester' ? inquiry.requester : inquiry.replier
  const otherZone = zoneOf(partnerOf(inquiry))
  const centre = callCentre(happening.actor.centre || party.centre)
  const who = [operatorName(happening.actor.operator) || partyName(party), centre?.city, happening.actor.name].filter(Boolean).join(' · ')
  return (
    <article className="wa-bubble" aria-label={who}>
      <header>
        <strong>{who}</strong>
        <Instant at={happening.at} otherZone={otherZone} />
      </header>
      <Said message={message} inquiry={inquiry} catalogue={catalogue} />
      {message.stamps.length > 0 && (
        <footer>
          {message.stamps.map((stamp) => (
            <span key={stamp.kind}>
              ✓ {t(`stamp.${stamp.kind}`)} <Instant at={stamp.at} otherZone={otherZone} />
            </span>
          ))}
        </footer>
      )}
    </article>
  )
}

function Said({ message, inquiry, catalogue }: { message: Message; inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const { happening } = message
  const reply = happening.reply
  const asked = catalogue.requestFields(inquiry.workflow)
  const quote = reply?.text ? <blockquote lang={reply.language || undefined}>{reply.text}</blockquote> : null
  switch (happening.kind) {
    case 'sent': {
      const remark = inquiry.fields.remark
      return (
        <>
          <p className="wa-said">{catalogue.question(inquiry.workflow)}</p>
          <Facts
            fields={asked.filter((field) => ['lastEventCode', 'lastEventDate', 'customerIs'].includes(field.code))}
            values={inquiry.fields}
            workflow={inquiry.workflow}
            catalogue={catalogue}
          />
          {typeof remark === 'string' && remark !== '' ? <blockquote>{remark}</blockquote> : null}
        </>
      )
    }
    case 'replied':
    case 'returned':
      return (
        <>
          <p className="wa-said">{reply ? catalogue.reply(reply.code) : t(`state.${happening.kind as 'replied'}`)}</p>
          {reply && (
            <Facts
              fields={catalogue.replyOf(reply.code)?.fields ?? []}
              values={reply.fields ?? {}}
              workflow={inquiry.workflow}
              catalogue={catalogue}
            />
          )}
          {quote}
        </>
      )
    case 'supplemented':
      return (
        <>
          <p className="wa-said">{t('said.supplemented')}</p>
          <Facts
            fields={asked.filter((field) => happening.fields?.includes(field.code))}
            values={inquiry.fields}
            workflow={inquiry.workflow}
            catalogue={catalogue}
          />
        </>
      )
    default:
      return <p className="wa-said">{t('said.closed', { code: catalogue.closing(happening.closingCode) })}</p>
  }
}

interface FactsProps {
  fields: Parameters<Catalogue['value']>[0][]
  values: Values
  workflow: string
  catalogue: Catalogue
}

function Facts({ fields, values, workflow, catalogue }: FactsProps) {
  const words = useValueWords(catalogue, workflow)
  const told = fields.flatMap((field) =>
    field && values[field.code] !== undefined ? [{ field, words: words(field, values[field.code]) }] : [],
  )
  if (told.length === 0) return null
  return (
    <dl className="wa-told">
      {told.map(({ field, words: value }) => (
        <div key={field.code}>
          <dt>{catalogue.text(field.labels, field.code)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
