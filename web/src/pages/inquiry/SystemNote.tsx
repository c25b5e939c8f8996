import { useTranslation } from 'react-i18next'
import type { Happening, Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { partnerOf } from '../../logic/conversation'
import { Instant } from '../../parts/Instant'

export function SystemNote({ happening, inquiry, catalogue }: { happening: Happening; inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const { zoneOf } = useWorkplace()
  const event = happening.event ? catalogue.event(happening.event.code) : t('note.someEvent')
  const words = t(`note.${happening.kind}` as 'note.trackingUpdated', { event, defaultValue: '' })
  return (
    <div className={`wa-note wa-note-${happening.kind}`}>
      <span>{words}</span> <Instant at={happening.at} otherZone={zoneOf(partnerOf(inquiry))} />
    </div>
  )
}
