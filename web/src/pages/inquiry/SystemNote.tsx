import Link from '@cloudscape-design/components/link'
import { useTranslation } from 'react-i18next'
import type { Happening, Inquiry } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { noteKey, partnerOf } from '../../logic/conversation'
import { formatInstant } from '../../logic/instant'
import { Instant } from '../../parts/Instant'

/** What happened in between, in one sentence. */
export function SystemNote({ happening, inquiry, catalogue }: { happening: Happening; inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { zoneOf, zone, language, callCentre, operatorName } = useWorkplace()
  const key = noteKey(happening)
  const words = t(`note.${key}` as 'note.dueMoved', {
    event: happening.event ? catalogue.event(happening.event.code) : t('note.someEvent'),
    reply: catalogue.reply(happening.proposed),
    partner: operatorName(inquiry.replier.operator),
    from: operatorName(happening.from?.operator ?? ''),
    reason: happening.kind === 'dueMoved' ? catalogue.forceMajeure(happening.reason) : catalogue.handOver(happening.reason),
    due: happening.dueAt ? formatInstant(happening.dueAt, zone, language) : '',
    centre: callCentre(happening.centre)?.name ?? happening.centre ?? '',
    agent: happening.assignee?.name ?? '',
    name: happening.attachment?.name ?? '',
    code: catalogue.closing(happening.closingCode),
    defaultValue: '',
  })
  return (
    <div className={`wa-note wa-note-${happening.kind}`}>
      <div>
        <span>{words}</span>
        {happening.text && <q lang={happening.language || undefined}>{happening.text}</q>}
        {happening.merged && (
          <Link href={`/inquiries/${happening.merged}`} onFollow={follow} fontSize="body-s">
            {t('related.open')}
          </Link>
        )}
        <Instant at={happening.at} otherZone={zoneOf(partnerOf(inquiry))} />
      </div>
    </div>
  )
}
