import Badge from '@cloudscape-design/components/badge'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import Toggle from '@cloudscape-design/components/toggle'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { MessageReceipt, Outcome } from '../../api/messages'
import { useFollow } from '../../app/follow'
import { ItemNumber } from '../../parts/ItemNumber'

const LOOK: Record<Outcome['outcome'], StatusIndicatorProps.Type> = {
  stored: 'success',
  duplicate: 'info',
  rejected: 'error',
  queued: 'pending',
  accepted: 'success',
}
const PAGE = 25

/** Every record of a message with what became of it. A link from an item's event leads to its record. */
export function Outcomes({ message }: { message: MessageReceipt }) {
  const { t } = useTranslation()
  const [query] = useSearchParams()
  const wanted = query.get('record') === null ? -1 : Number(query.get('record'))
  const some = message.rejected > 0 && message.rejected < message.events
  const [onlyRefused, setOnlyRefused] = useState(some && wanted < 0)
  const rows = message.outcomes.filter((one) => !onlyRefused || one.outcome === 'rejected')
  const [page, setPage] = useState(
    1 +
      Math.max(
        0,
        Math.floor(
          Math.max(
            0,
            rows.findIndex((one) => one.index === wanted),
          ) / PAGE,
        ),
      ),
  )
  const pages = Math.max(1, Math.ceil(rows.length / PAGE))
  const shown = Math.min(page, pages)
  return (
    <Table<Outcome>
      header={
        <Header
          variant="h2"
          counter={`(${rows.length})`}
          actions={
            some && (
              <Toggle checked={onlyRefused} onChange={({ detail }) => setOnlyRefused(detail.checked)}>
                {t('messages.onlyRefused')}
              </Toggle>
            )
          }
        >
          {t('messages.outcomes')}
        </Header>
      }
      items={rows.slice((shown - 1) * PAGE, shown * PAGE)}
      wrapLines
      trackBy={(one) => String(one.index)}
      ariaLabels={{ tableLabel: t('messages.outcomes') }}
      empty={t(onlyRefused ? 'messages.noRefused' : 'messages.noOutcomes')}
      pagination={
        pages > 1 && <Pagination currentPageIndex={shown} pagesCount={pages} onChange={({ detail }) => setPage(detail.currentPageIndex)} />
      }
      columnDefinitions={[
        {
          id: 'place',
          header: t('messages.place'),
          isRowHeader: true,
          cell: (one) =>
            one.index === wanted ? (
              <span aria-current="true">
                <Badge color="blue">{one.index + 1}</Badge>
              </span>
            ) : (
              one.index + 1
            ),
        },
        { id: 'subject', header: t('messages.subject'), cell: (one) => <About outcome={one} /> },
        { id: 'code', header: t('messages.code'), cell: (one) => one.code },
        {
          id: 'outcome',
          header: t('messages.outcome'),
          minWidth: 150,
          cell: (one) => <StatusIndicator type={LOOK[one.outcome]}>{t(`messages.outcomeOf.${one.outcome}`)}</StatusIndicator>,
        },
        ...(message.rejected > 0
          ? [
              {
                id: 'reason',
                header: t('messages.reason'),
                minWidth: 200,
                cell: (one: Outcome) =>
                  one.reason && (
                    <>
                      <span lang="en">{one.reason}</span>
                      <div className="wa-soft wa-small">{one.segment}</div>
                    </>
                  ),
              },
              {
                id: 'sent',
                header: t('messages.sent'),
                minWidth: 240,
                cell: (one: Outcome) => one.original && <code className="wa-message">{one.original}</code>,
              },
            ]
          : []),
      ]}
    />
  )
}

/** The item, receptacle or dispatch; what was refused names it as it was sent, which may lead nowhere. */
function About({ outcome }: { outcome: Outcome }) {
  const follow = useFollow()
  const known = outcome.outcome !== 'rejected'
  if (outcome.transportId)
    return known ? (
      <Link href={`/transports/${outcome.transportId}`} onFollow={follow}>
        <span className="wa-transport-number">{outcome.transportId}</span>
      </Link>
    ) : (
      <span className="wa-transport-number">{outcome.transportId}</span>
    )
  if (!outcome.itemId) return null
  return known ? (
    <Link href={`/items/${outcome.itemId}`} onFollow={follow}>
      <ItemNumber id={outcome.itemId} />
    </Link>
  ) : (
    <span className="wa-item-number">{outcome.itemId}</span>
  )
}
