import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CrmEvent, type EventState, type Integration, useEvents } from '../../../api/crm'
import { useFollow } from '../../../app/follow'
import { Empty } from '../../../parts/Empty'
import { Instant } from '../../../parts/Instant'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { EventDialog } from './EventDialog'
import { Blamed } from './TryResult'

/** What an integration received, in one state. What waits is looked at, corrected and done, or dismissed. */
export function EventList({ of, state }: { of: Integration; state: EventState }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const [cursors, setCursors] = useState([''])
  const [open, setOpen] = useState<string>()
  const events = useEvents(of.id, state, cursors.at(-1) ?? '')
  if (events.error && !events.data) return <ProblemAlert error={events.error} retry={() => void events.refetch()} />
  const columns: TableProps.ColumnDefinition<CrmEvent>[] = [
    {
      id: 'received',
      header: t('crm.event.received'),
      isRowHeader: true,
      minWidth: 150,
      cell: (one) => (
        <>
          {state === 'waiting' ? (
            <Button data-prints variant="inline-link" onClick={() => setOpen(one.event)}>
              <Instant at={one.receivedAt} />
            </Button>
          ) : (
            <Instant at={one.receivedAt} />
          )}
          {one.corrected && (
            <div>
              <Badge>{t('crm.event.corrected')}</Badge>
            </div>
          )}
        </>
      ),
    },
    {
      id: 'asks',
      header: t('crm.event.asks'),
      minWidth: 110,
      cell: (one) => (one.action ? t(`crm.action.${one.action as 'raise'}`) : '–'),
    },
    { id: 'case', header: t('crm.event.case'), minWidth: 110, cell: (one) => one.case || '–' },
  ]
  if (state === 'waiting')
    columns.splice(1, 0, { id: 'reason', header: t('crm.event.reason'), minWidth: 260, cell: (one) => <Why of={one} /> })
  else
    columns.push(
      {
        id: 'became',
        header: t('crm.event.became'),
        minWidth: 140,
        cell: (one) =>
          one.inquiryId ? (
            <Link href={`/inquiries/${one.inquiryId}`} onFollow={follow}>
              {`…${one.inquiryId.slice(-6)}`}
            </Link>
          ) : (
            '–'
          ),
      },
      {
        id: 'settled',
        header: t('crm.event.settled'),
        minWidth: 150,
        cell: (one) => (
          <>
            <Instant at={one.settledAt} />
            <div className="wa-soft wa-small">
              {one.settledBy ? t('crm.event.by', { name: one.settledBy.name }) : t('crm.event.itself')}
            </div>
          </>
        ),
      },
    )
  return (
    <SpaceBetween size="s">
      <Table
        variant="embedded"
        wrapLines
        items={events.data?.items ?? []}
        trackBy="event"
        loading={events.isPending}
        loadingText={t('common.loading')}
        ariaLabels={{ tableLabel: t(`crm.tab.${state}`) }}
        columnDefinitions={columns}
        empty={<Empty title={t(`crm.event.none.${state}`)} teach={t(`crm.event.noneTeach.${state}`)} />}
      />
      <SpaceBetween direction="horizontal" size="xs">
        {cursors.length > 1 && (
          <Button iconName="angle-left" ariaLabel={t('crm.event.back')} onClick={() => setCursors(cursors.slice(0, -1))} />
        )}
        {Boolean(events.data?.nextCursor) && (
          <Button onClick={() => setCursors([...cursors, events.data?.nextCursor ?? ''])}>{t('crm.event.more')}</Button>
        )}
      </SpaceBetween>
      {open && <EventDialog of={of} event={open} onClose={() => setOpen(undefined)} />}
    </SpaceBetween>
  )
}

/** Why an event waits, and what is to blame. */
export function Why({ of }: { of: CrmEvent }) {
  const { t, i18n } = useTranslation()
  const ours = i18n.exists(`crm.reason.${of.reason}`)
  const known = i18n.exists(`problem.${of.reason}`)
  return (
    <>
      {ours
        ? t(`crm.reason.${of.reason as 'unprocessed'}`)
        : known
          ? t(`problem.${of.reason as 'internal'}`)
          : t('problem.other', { detail: of.reason })}
      {!['case-behind', 'case-unknown', 'event-id-reused', 'case-raised', 'case-ambiguous'].includes(of.reason) && (
        <Blamed fields={of.errors ?? []} />
      )}
    </>
  )
}
