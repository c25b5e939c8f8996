import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditions, useReportChanges } from '../../api/reports'
import type { Report, ReportChange, ReportEdition } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatMinutes } from '../../logic/duration'
import { formatPercent } from '../../logic/percent'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { Downloads } from './Downloads'
import { Share } from './Share'

/** "Final, version 2". */
export function useEditionName() {
  const { t } = useTranslation()
  return (edition: string) => {
    const [state, version] = edition.split('-v')
    return edition && t('reporting.edition', { state: t(state === 'final' ? 'reports.final' : 'reports.provisional'), version })
  }
}

interface Props {
  report: Report
  changed: string
  setChanged(edition: string): void
  /** Where it stands what changed. */
  changes: Ref<HTMLDivElement>
}

/** Every edition of a report, latest first; of one at a time what it says differently from the one before. */
export function Editions({ report, changed, setChanged, changes }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const nameOf = useEditionName()
  const editions = useEditions(report.id)
  const all = editions.data ?? []
  return (
    <SpaceBetween size="l">
      <Table
        header={
          <Header variant="h2" description={t('reporting.editionsAbout')}>
            {t('reporting.editions')}
          </Header>
        }
        wrapLines
        loading={editions.isPending}
        loadingText={t('common.loading')}
        items={all}
        trackBy="edition"
        ariaLabels={{ tableLabel: t('reporting.editions') }}
        columnDefinitions={[
          {
            id: 'edition',
            header: t('reports.state'),
            isRowHeader: true,
            cell: (one) => (
              <Link href={`/reports/${one.id}?edition=${one.edition}`} onFollow={follow}>
                {nameOf(one.edition)}
              </Link>
            ),
          },
          { id: 'made', header: t('reporting.made'), cell: (one) => <Instant at={one.createdAt} /> },
          { id: 'onTime', header: t('reporting.onTime'), cell: (one) => <Share ratio={one.summary.asReplier.onTime} /> },
          { id: 'reason', header: t('reporting.reason'), minWidth: 180, cell: (one) => one.reason || t('reports.none') },
          {
            id: 'changed',
            header: t('reporting.changed'),
            cell: (one: ReportEdition) =>
              one === all.at(-1) ? (
                t('reports.none')
              ) : (
                <Button
                  variant="inline-link"
                  ariaExpanded={changed === one.edition}
                  onClick={() => setChanged(changed === one.edition ? '' : one.edition)}
                >
                  {t(changed === one.edition ? 'reporting.hide' : 'reporting.show')}
                </Button>
              ),
          },
          { id: 'files', header: t('reporting.downloads'), cell: (one) => <Downloads report={one} edition={one.edition} compact /> },
        ]}
        empty={editions.error ? <ProblemAlert error={editions.error} /> : t('reports.none')}
      />
      <div ref={changes} tabIndex={-1}>
        {Boolean(changed) && <Changes id={report.id} to={changed} />}
      </div>
    </SpaceBetween>
  )
}

function Changes({ id, to }: { id: string; to: string }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const nameOf = useEditionName()
  const changes = useReportChanges(id, to)
  const said = (one: ReportChange, value: ReportChange['before']) => {
    if (typeof value.value !== 'number') return t('reports.none')
    if (one.unit === 'count') return new Intl.NumberFormat(language).format(value.value)
    if (one.unit === 'perMille') return new Intl.NumberFormat(language, { minimumFractionDigits: 1 }).format(value.value)
    if (one.unit === 'minutes') return formatMinutes(value.value, language)
    return `${formatPercent(value.value, language)} (${t('reporting.counts', value)})`
  }
  return (
    <Table
      header={
        <Header
          variant="h2"
          description={changes.data && t('reporting.changedBetween', { from: nameOf(changes.data.from), to: nameOf(changes.data.to) })}
          counter={changes.data && `(${changes.data.items.length})`}
        >
          {t('reporting.changed')}
        </Header>
      }
      wrapLines
      loading={changes.isPending}
      loadingText={t('common.loading')}
      items={(changes.data?.items ?? []) as ReportChange[]}
      ariaLabels={{ tableLabel: t('reporting.changed') }}
      columnDefinitions={[
        { id: 'row', header: t('reporting.row'), isRowHeader: true, cell: (one) => (one.operator ? one.name : t('reporting.total')) },
        {
          id: 'figure',
          header: t('reporting.figure'),
          cell: (one) => (
            <>
              {t([`reporting.metric.${one.metric}`, one.metric] as never)}
              <div className="wa-soft wa-small">{t(`reporting.side.${one.side as 'replier' | 'requester'}`)}</div>
            </>
          ),
        },
        { id: 'before', header: t('reporting.before'), cell: (one) => said(one, one.before) },
        { id: 'after', header: t('reporting.after'), cell: (one) => said(one, one.after) },
      ]}
      empty={changes.error ? <ProblemAlert error={changes.error} /> : t('reporting.changedNone')}
    />
  )
}
