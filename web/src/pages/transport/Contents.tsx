import Alert from '@cloudscape-design/components/alert'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transport } from '../../api/types'
import { useFollow } from '../../app/follow'
import { Empty } from '../../parts/Empty'
import { ItemNumber } from '../../parts/ItemNumber'

type Row = Transport['items'][number]
const PAGE = 25

/** The items of a receptacle: announced, found in it, or both. What is missing stands on top, once the destination's scans can tell. */
export function Contents({ transport }: { transport: Transport }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const [page, setPage] = useState(1)
  const told = transport.notFound !== null
  const missing = (row: Row) => told && row.announced && !row.found
  const rows = [...transport.items].sort((a, b) => Number(missing(b)) - Number(missing(a)))
  const state = (row: Row): [StatusIndicatorProps.Type, string] => {
    if (row.found) return row.announced ? ['success', t('transport.found')] : ['warning', t('transport.foundOnly')]
    return missing(row) ? ['error', t('transport.notFound')] : ['pending', t('transport.announcedOnly')]
  }
  return (
    <SpaceBetween size="s">
      {transport.notFound ? <Alert type="warning">{t('transport.missing', { count: transport.notFound })}</Alert> : null}
      <Table<Row>
        header={
          <Header variant="h2" counter={`(${rows.length})`}>
            {t('transport.items')}
          </Header>
        }
        items={rows.slice((page - 1) * PAGE, page * PAGE)}
        wrapLines
        trackBy="itemId"
        ariaLabels={{ tableLabel: t('transport.items') }}
        empty={<Empty title={t('transport.noItems')} teach={t('transport.noItemsTeach')} />}
        pagination={
          rows.length > PAGE && (
            <Pagination
              currentPageIndex={page}
              pagesCount={Math.ceil(rows.length / PAGE)}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
            />
          )
        }
        columnDefinitions={[
          {
            id: 'item',
            header: t('transport.item'),
            isRowHeader: true,
            cell: (row) => (
              <Link href={`/items/${row.itemId}`} onFollow={follow}>
                <ItemNumber id={row.itemId} />
              </Link>
            ),
          },
          {
            id: 'state',
            header: t('transport.itemState'),
            cell: (row) => {
              const [type, words] = state(row)
              return <StatusIndicator type={type}>{words}</StatusIndicator>
            },
          },
        ]}
      />
    </SpaceBetween>
  )
}
