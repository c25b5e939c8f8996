import Alert, { type AlertProps } from '@cloudscape-design/components/alert'
import { useTranslation } from 'react-i18next'
import type { Item } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { EventTime } from '../../parts/EventTime'

const LOOK: Record<string, AlertProps.Type> = {
  delivered: 'success',
  'customs-hold': 'warning',
  held: 'warning',
  attempted: 'warning',
  ended: 'error',
}

/** Where the item is, in a sentence that can be read out to the customer. */
export function ItemStatus({ item }: { item: Item }) {
  const { t } = useTranslation()
  const { catalogue, country } = useWorkplace()
  const milestone = item.status?.milestone ?? 'none'
  const event = item.events?.findLast((one) => one.confirmed && one.code === item.status?.code) ?? item.events?.at(-1)
  if (!event)
    return (
      <Alert type="info" header={t('milestone.none')}>
        {t((item.carriages ?? []).length > 0 ? 'item.announcedOnly' : 'item.noEvents')}
      </Alert>
    )
  const where = [event.placeName, country(event.country)].filter(Boolean).join(', ') // nobody reads a code out
  const signed = event.signatory ? ` ${t('item.signedBy', { who: event.signatory })}` : ''

  return (
    <Alert
      type={LOOK[milestone] ?? 'info'}
      header={t(`milestone.${milestone}` as 'milestone.delivered', { defaultValue: t('milestone.other') })}
    >
      {catalogue.event(event.code)}: <EventTime event={event} />
      {where && `, ${where}`}.{signed}
    </Alert>
  )
}
