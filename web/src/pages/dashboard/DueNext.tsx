import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { InquiryRow } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatInstant } from '../../logic/instant'
import { spacedItemId } from '../../logic/itemId'
import { Remaining } from '../../parts/Remaining'
import { useMedia } from '../../parts/useMedia'

const COLUMNS = ['item', 'question', 'from', 'due', 'left']
const PHONE_COLUMNS = ['item', 'left']

/** What is to be answered first, by its due time. */
export function DueNext({
  rows,
  loading,
  zone,
  folder,
}: {
  rows: readonly InquiryRow[]
  loading: boolean
  zone: string
  folder: string | undefined
}) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { catalogue, language, operatorName } = useWorkplace()
  const phone = useMedia('(max-width: 688px)')
  const address = (row: InquiryRow) => (folder ? `${folder}?open=${row.id}` : `/inquiries/${row.id}`)
  return (
    <Table
      header={
        <Header
          variant="h2"
          description={t('dashboard.dueNextAbout')}
          actions={
            folder && (
              <Link href={folder} onFollow={follow}>
                {t('dashboard.all')}
              </Link>
            )
          }
        >
          {t('dashboard.dueNext')}
        </Header>
      }
      items={rows}
      loading={loading}
      loadingText={t('common.loading')}
      wrapLines
      trackBy="id"
      columnDisplay={COLUMNS.map((id) => ({ id, visible: !phone || PHONE_COLUMNS.includes(id) }))}
      ariaLabels={{ tableLabel: t('dashboard.dueNext') }}
      columnDefinitions={[
        {
          id: 'item',
          header: t('column.item'),
          isRowHeader: true,
          cell: (row) => (
            <Link href={address(row)} onFollow={follow}>
              <span className="wa-item-number">{spacedItemId(row.itemId)}</span>
            </Link>
          ),
        },
        { id: 'question', header: t('dashboard.question'), minWidth: 140, cell: (row) => catalogue.workflow(row.workflow) },
        { id: 'from', header: t('dashboard.from'), minWidth: 120, cell: (row) => operatorName(row.requester.operator) },
        { id: 'due', header: t('dashboard.dueAt'), cell: (row) => row.dueAt && formatInstant(row.dueAt, zone, language) },
        { id: 'left', header: t('dashboard.left'), minWidth: 140, cell: (row) => <Remaining deadline={row} bar={false} /> },
      ]}
      empty={t('dashboard.dueNextNone')}
    />
  )
}
