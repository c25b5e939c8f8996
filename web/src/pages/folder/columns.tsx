import Icon from '@cloudscape-design/components/icon'
import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { InquiryRow } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { spacedItemId } from '../../logic/itemId'
import { Instant } from '../../parts/Instant'
import { Remaining } from '../../parts/Remaining'
import { StateLabel } from '../../parts/StateLabel'
import type { ColumnId } from './preferences'

type Column = TableProps.ColumnDefinition<InquiryRow> & { id: ColumnId }

/** The partner is the side that is not ours; between two centres of one operator, the replier. */
function usePartner() {
  const { me } = useWorkplace()
  return (row: InquiryRow) => (row.requester.operator === me.operator?.code ? row.replier : row.requester)
}

export function useColumns(): Column[] {
  const { t } = useTranslation()
  const follow = useFollow()
  const { catalogue, partyName, callCentre, zoneOf } = useWorkplace()
  const partner = usePartner()
  return [
    {
      id: 'item',
      header: t('column.item'),
      isRowHeader: true,
      cell: (row) => (
        <div className="wa-nowrap">
          <Link href={`/inquiries/${row.id}`} onFollow={follow}>
            <span className="wa-item-number">{spacedItemId(row.itemId)}</span>
          </Link>
          {row.urgent && (
            <div className="wa-urgent">
              <Icon name="status-warning" size="small" variant="warning" /> {t('urgent')}
            </div>
          )}
        </div>
      ),
    },
    {
      id: 'question',
      header: t('column.question'),
      cell: (row) => (
        <>
          {catalogue.question(row.workflow)}
          <div className="wa-soft wa-small">{catalogue.product(row.product)}</div>
        </>
      ),
    },
    {
      id: 'partner',
      header: t('column.partner'),
      cell: (row) => {
        const centre = callCentre(partner(row).centre)
        return (
          <div className="wa-partner">
            {partyName(partner(row))}
            {centre && <div className="wa-soft wa-small">{centre.city}</div>}
          </div>
        )
      },
    },
    { id: 'state', header: t('column.state'), cell: (row) => <StateLabel state={row.state} lastReply={row.lastReply} /> },
    {
      id: 'remaining',
      header: t('column.remaining'),
      cell: (row) => <Remaining deadline={row} answered={row.state === 'replied' || row.state === 'closed'} />,
    },
    { id: 'due', header: t('column.due'), cell: (row) => <Instant at={row.dueAt} otherZone={zoneOf(partner(row))} /> },
    { id: 'sent', header: t('column.sent'), cell: (row) => <Instant at={row.sentAt} otherZone={zoneOf(partner(row))} /> },
  ]
}
