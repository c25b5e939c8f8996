import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { Desk, Workload } from '../../api/team'
import { useWorkplace } from '../../app/workplace'
import { mostPressing, NOBODY } from '../../logic/team'
import { Instant } from '../../parts/Instant'
import { Done } from './Done'

interface Props {
  desk: Desk
  chosen: string
  choose(agent: string): void
}

/** Everybody with what they have before them and what they did today; what nobody has stands first. */
export function People({ desk, chosen, choose }: Props) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const number = (count: number) => (count === 0 ? <span className="wa-soft">–</span> : new Intl.NumberFormat(language).format(count))
  const idOf = (one: Workload) => one.subject ?? NOBODY
  const nameOf = (one: Workload) => (one.subject ? (one.name ?? t('team.gone')) : t('team.nobody'))
  const about = (one: Workload) => (one.subject ? (one.here || !one.name ? '' : t('team.elsewhere')) : t('team.nobodyText'))
  const columns: TableProps.ColumnDefinition<Workload>[] = [
    {
      id: 'person',
      header: t('team.person'),
      isRowHeader: true,
      minWidth: 150,
      cell: (one) => (
        <>
          <Button
            data-prints
            variant="inline-link"
            ariaLabel={t('team.show', { name: nameOf(one) })}
            ariaExpanded={idOf(one) === chosen}
            onClick={() => choose(idOf(one) === chosen ? '' : idOf(one))}
          >
            {idOf(one) === chosen ? <strong>{nameOf(one)}</strong> : nameOf(one)}
          </Button>
          {Boolean(about(one)) && <div className="wa-soft wa-small">{about(one)}</div>}
        </>
      ),
    },
    { id: 'open', header: t('team.open'), minWidth: 80, cell: (one) => number(one.open) },
    {
      id: 'overdue',
      header: t('team.overdue'),
      minWidth: 90,
      cell: (one) => (one.overdue > 0 ? <StatusIndicator type="error">{number(one.overdue)}</StatusIndicator> : number(0)),
    },
    {
      id: 'dueToday',
      header: t('team.dueToday'),
      minWidth: 90,
      cell: (one) => (one.dueToday > 0 ? <StatusIndicator type="warning">{number(one.dueToday)}</StatusIndicator> : number(0)),
    },
    { id: 'nextDue', header: t('team.nextDue'), minWidth: 110, cell: (one) => <Instant at={one.nextDue} /> },
    { id: 'oldest', header: t('team.oldest'), minWidth: 110, cell: (one) => <Instant at={one.oldest} /> },
    { id: 'done', header: t('team.done'), minWidth: 130, cell: ({ today }) => <Done today={today} /> },
  ]
  return (
    <Table<Workload>
      header={
        <Header variant="h2" counter={`(${desk.people.length})`}>
          {t('team.people')}
        </Header>
      }
      items={[desk.unassigned, ...mostPressing(desk.people)]}
      trackBy={idOf}
      wrapLines
      contentDensity="compact"
      enableKeyboardNavigation
      stickyColumns={{ first: 1 }}
      ariaLabels={{ tableLabel: t('team.people') }}
      columnDefinitions={columns}
    />
  )
}
