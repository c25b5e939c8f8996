import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { OpenInquiry, SavedRow } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { spacedItemId } from '../../logic/itemId'
import { stateOf } from '../../logic/savedLists'
import { Instant } from '../../parts/Instant'
import { ItemNumber } from '../../parts/ItemNumber'

export const LIST_COLUMNS = ['item', 'where', 'country', 'since', 'last', 'asked']
export const PHONE_COLUMNS = ['item', 'asked']

const LOOK: Record<ReturnType<typeof stateOf>, StatusIndicatorProps.Type> = {
  moving: 'in-progress',
  stuck: 'warning',
  arrived: 'success',
  unknown: 'pending',
}

type Asked = Pick<OpenInquiry, 'id' | 'workflow'>

/** The columns of a list's items; on a phone the first says it all, beside what is being asked. */
export function useListColumns(
  asked: ReadonlyMap<string, readonly Asked[]> | undefined,
  phone: boolean,
): TableProps.ColumnDefinition<SavedRow>[] {
  const { t } = useTranslation()
  const follow = useFollow()
  const navigate = useNavigate()
  const { catalogue, country, can } = useWorkplace()
  const where = (row: SavedRow) => {
    const state = stateOf(row)
    const words =
      state === 'unknown'
        ? t('lists.nothingKnown')
        : t(`milestone.${row.milestone}` as 'milestone.delivered', { defaultValue: t('milestone.other') })
    return (
      <>
        <StatusIndicator type={row.milestone === 'ended' ? 'error' : LOOK[state]}>{words}</StatusIndicator>
        {!row.watchedUntil && <div className="wa-soft wa-small">{t('lists.notWatched')}</div>}
        {!row.takesPart && state !== 'unknown' && <div className="wa-soft wa-small">{t('lists.publicOnly')}</div>}
      </>
    )
  }
  return [
    {
      id: 'item',
      header: t('lists.item'),
      isRowHeader: true,
      cell: (row) => (
        <>
          <div className="wa-nowrap">
            <Link href={`/items/${row.itemId}`} onFollow={follow}>
              <ItemNumber id={row.itemId} />
            </Link>{' '}
            {row.news && <Badge color="blue">{t('lists.isNew')}</Badge>}
          </div>
          {phone && where(row)}
          {phone && row.since && (
            <div className="wa-soft wa-small">
              <Instant at={row.since} />
              {row.country && `, ${country(row.country)}`}
            </div>
          )}
        </>
      ),
    },
    {
      id: 'where',
      header: t('lists.where'),
      minWidth: 150,
      cell: where,
    },
    { id: 'country', header: t('lists.country'), cell: (row) => country(row.country) },
    { id: 'since', header: t('lists.since'), cell: (row) => <Instant at={row.since} /> },
    {
      id: 'last',
      header: t('lists.last'),
      cell: (row) =>
        row.lastCode && (
          <>
            {catalogue.event(row.lastCode)}
            {row.lastAt !== row.since && (
              <div className="wa-soft wa-small">
                <Instant at={row.lastAt} />
              </div>
            )}
          </>
        ),
    },
    {
      id: 'asked',
      header: t('lists.asked'),
      cell: (row) => {
        const open = asked?.get(row.itemId) ?? []
        if (open.length === 0 && can('agent', 'supervisor'))
          return (
            <Button
              variant="inline-link"
              ariaLabel={t('lists.askAbout', { item: spacedItemId(row.itemId) })}
              onClick={() => void navigate(`/items/${row.itemId}/ask`)}
            >
              {t('lists.ask')}
            </Button>
          )
        return (
          <ul className="wa-plain">
            {open.map((one) => (
              <li key={one.id}>
                <Link href={`/inquiries/${one.id}`} onFollow={follow}>
                  {catalogue.question(one.workflow)}
                </Link>
              </li>
            ))}
          </ul>
        )
      },
    },
  ]
}
