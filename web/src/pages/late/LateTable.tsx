import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { LateQuery } from '../../api/late'
import type { LateItem } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { spacedItemId } from '../../logic/itemId'
import { askAddress } from '../../logic/lateAsk'
import { Empty } from '../../parts/Empty'
import { Instant } from '../../parts/Instant'

interface Props {
  rows: readonly LateItem[]
  query: LateQuery
  loading: boolean
  total: number
  more: (() => void) | undefined
  loadingMore: boolean
}

/** Late items, the latest first, each with the question that is asked about it. */
export function LateTable({ rows, query, loading, total, more, loadingMore }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const navigate = useNavigate()
  const { catalogue, country, can, me } = useWorkplace()
  const narrowed = query.lane || query.product || query.stage
  const asks = can('agent', 'supervisor') && me.operator !== null && query.role === 'origin'
  const columns: TableProps.ColumnDefinition<LateItem>[] = [
    {
      id: 'item',
      header: t('late.item'),
      isRowHeader: true,
      minWidth: 170,
      cell: (one) => (
        <>
          <Link href={`/items/${one.itemId}`} onFollow={follow}>
            <span className="wa-number">{spacedItemId(one.itemId)}</span>
          </Link>
          <div className="wa-soft wa-small">{catalogue.product(one.product)}</div>
        </>
      ),
    },
    {
      id: 'lane',
      minWidth: 130,
      header: t(query.role === 'origin' ? 'late.laneTo' : 'late.laneFrom'),
      cell: (one) => country((query.role === 'origin' ? one.destination : one.origin).country) || t('late.unknownLane'),
    },
    {
      id: 'since',
      minWidth: 110,
      header: t('late.since'),
      cell: (one) => (
        <>
          {t('late.days', { count: one.days })}
          <div className="wa-soft wa-small">
            {t(`expected.stage.${one.stage as 'arrival'}`)}
            {one.why === 'whole' && `, ${t('late.whole')}`}
          </div>
        </>
      ),
    },
    {
      id: 'last',
      minWidth: 240,
      header: t('late.last'),
      cell: (one) => (
        <>
          {catalogue.event(one.lastEvent.code)}
          <div className="wa-soft wa-small">
            <Instant at={one.lastEvent.time} /> · {country(one.lastEvent.country)}
          </div>
        </>
      ),
    },
    ...(asks
      ? [
          {
            id: 'ask',
            header: t('late.ask'),
            minWidth: 130,
            cell: (one: LateItem) => (
              <Button
                wrapText={false}
                onClick={() => void navigate(askAddress(catalogue.release, one))}
                ariaLabel={t('late.askAbout', { item: spacedItemId(one.itemId) })}
              >
                {t('late.ask')}
              </Button>
            ),
          },
        ]
      : []),
  ]
  return (
    <Table<LateItem>
      header={
        <Header variant="h2" counter={!narrowed && total > 0 ? `(${total})` : ''}>
          {t('late.items')}
        </Header>
      }
      items={rows}
      loading={loading}
      loadingText={t('common.loading')}
      wrapLines
      stickyColumns={{ last: asks ? 1 : 0 }}
      trackBy="itemId"
      ariaLabels={{ tableLabel: t('late.items') }}
      columnDefinitions={columns}
      footer={
        more && (
          <Box textAlign="center">
            <Button onClick={more} loading={loadingMore}>
              {t('late.more')}
            </Button>
          </Box>
        )
      }
      empty={<Empty title={t('late.noneTitle')} teach={t(narrowed ? 'late.noneHere' : 'late.noneText')} />}
    />
  )
}
