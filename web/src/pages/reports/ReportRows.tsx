import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mean, Report, ReportRow } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatMinutes } from '../../logic/duration'
import { Empty } from '../../parts/Empty'
import { FigureLink } from '../insights/FigureLink'
import { Share } from './Share'

type Side = 'asReplier' | 'asRequester'

interface Props {
  report: Report
  title: string
  about: string
  rows: readonly ReportRow[]
  side: Side
}

/** One line per call centre, or in the network's report per operator, which leads to its own; from one side of its inquiries. Each figure leads to what is behind it. */
export function ReportRows({ report, title, about, rows, side }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { language, centre } = useWorkplace()
  const mean = (one: Mean) => (typeof one.averageMinutes === 'number' ? formatMinutes(one.averageMinutes, language) : t('reports.none'))
  const figures = (row: ReportRow) => row[side]
  const look = (row: ReportRow, metric: string, counted: number, content: ReactNode, late = false) => (
    <FigureLink
      report={report}
      metric={metric}
      side={side}
      row={report.operator === 'NETWORK' ? row.operator : row.centre}
      late={late}
      none={counted === 0}
    >
      {content}
    </FigureLink>
  )
  /** A line leads to what is overdue now. */
  const leadsOn = rows.some((row) => row.centre !== '' && row.centre === centre && figures(row).outstanding > 0)
  const byPost = new Set(rows.map((row) => row.operator)).size > 1
  return (
    <Table
      header={
        <Header variant="h2" description={about}>
          {title}
        </Header>
      }
      wrapLines
      items={rows}
      ariaLabels={{ tableLabel: title }}
      columnDefinitions={[
        {
          id: 'name',
          header: t(byPost ? 'partners.operator' : 'reports.centre'),
          isRowHeader: true,
          maxWidth: 150,
          cell: (row) =>
            report.operator === 'NETWORK' ? (
              <Link href={`/reports/monthly-${report.month}-${row.operator}`} onFollow={follow}>
                {row.name}
              </Link>
            ) : (
              row.name || t('reports.noCentre')
            ),
        },
        {
          id: 'requests',
          header: t(`reports.requests.${side}`),
          cell: (row) => look(row, 'requests', figures(row).requests, figures(row).requests),
        },
        {
          id: 'replies',
          header: t(`reports.replies.${side}`),
          cell: (row) => look(row, 'replies', figures(row).replies, figures(row).replies),
        },
        {
          id: 'onTime',
          header: t('reports.onTime'),
          minWidth: 100,
          cell: (row) => look(row, 'on-time-reply', figures(row).onTime.whole, <Share ratio={figures(row).onTime} />),
        },
        {
          id: 'late',
          header: t('reports.late'),
          cell: (row) => {
            const { onTime, outstanding } = figures(row)
            const late = onTime.whole - onTime.part
            if (outstanding === 0) return look(row, 'on-time-reply', late, late, true)
            return (
              <>
                {look(row, 'on-time-reply', late, t('reports.lateOpen', { late, open: outstanding }), true)}
                {row.centre !== '' && row.centre === centre && (
                  <div className="wa-small wa-target">
                    <Link
                      href={`/folders/${side === 'asReplier' ? 'overdueByUs' : 'overdueByPartner'}`}
                      fontSize="body-s"
                      onFollow={follow}
                    >
                      {t('reporting.seeOverdue')}
                    </Link>
                  </div>
                )}
              </>
            )
          },
        },
        {
          id: 'automatic',
          header: t('reports.automatic'),
          cell: (row) => {
            const { automatic, onTimeByPeople } = figures(row)
            return automatic.part === 0 ? (
              0
            ) : (
              <>
                <Share ratio={automatic} />
                <div className="wa-soft wa-small">{t('reports.byPeople', { part: onTimeByPeople.part, whole: onTimeByPeople.whole })}</div>
              </>
            )
          },
        },
        {
          id: 'firstLevel',
          header: t('reports.firstLevel'),
          minWidth: 100,
          cell: (row) => look(row, 'first-level-resolution', figures(row).firstLevel.whole, <Share ratio={figures(row).firstLevel} />),
        },
        {
          id: 'toReply',
          header: t('reports.timeToReply'),
          cell: (row) => look(row, 'time-to-reply', figures(row).timeToReply.count, mean(figures(row).timeToReply)),
        },
        {
          id: 'toOpen',
          header: t('reports.timeToOpen'),
          cell: (row) => look(row, 'time-to-open', figures(row).timeToOpen.count, mean(figures(row).timeToOpen)),
        },
      ]}
      empty={<Empty title={t('reports.noRows')} teach={t('reports.noRowsTeach')} />}
      footer={leadsOn && <span className="wa-soft wa-small">{t('reporting.seeOverdueHelp')}</span>}
    />
  )
}
