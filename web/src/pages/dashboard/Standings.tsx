import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MonthRow } from '../../api/types'
import { useFollow } from '../../app/follow'
import { ranked } from '../../logic/dashboard'
import { useMedia } from '../../parts/useMedia'
import { Share } from '../reports/Share'
import { useFigureWords } from './words'

interface Props {
  title: string
  about: string
  /** What a row is. */
  what: string
  rows: readonly MonthRow[]
  nameOf(code: string): string
  /** Where a row's name leads. */
  href(code: string): string | undefined
  /** Where a row's figure leads. */
  figure(report: string, code: string): string
}

const MANY = 10
const PHONE_COLUMNS = ['name', 'onTime', 'outstanding']
const PAGE = 20

/** Who stands where, the one with the lowest share on time first; every figure leads to what made it. */
export function Standings({ title, about, what, rows, nameOf, href, figure }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const words = useFigureWords()
  const phone = useMedia('(max-width: 688px)')
  const [text, setText] = useState('')
  const [page, setPage] = useState(1)
  const all = ranked(rows)
  const shown = all.filter((row) => `${row.code} ${nameOf(row.code)}`.toLowerCase().includes(text.toLowerCase()))
  const pages = Math.max(1, Math.ceil(shown.length / PAGE))
  const at = Math.min(page, pages)
  const link = (report: string, row: MonthRow, value: string, label: string) => (
    <Link href={figure(report, row.code)} onFollow={follow} ariaLabel={`${nameOf(row.code)}, ${label}: ${value}`}>
      {value}
    </Link>
  )
  const columns: TableProps.ColumnDefinition<MonthRow>[] = [
    { id: 'rank', header: t('dashboard.rank'), cell: (row) => all.indexOf(row) + 1 },
    {
      id: 'name',
      header: what,
      isRowHeader: true,
      minWidth: 150,
      cell: (row) => {
        const to = href(row.code)
        return to ? (
          <Link href={to} onFollow={follow}>
            {nameOf(row.code)}
          </Link>
        ) : (
          nameOf(row.code)
        )
      },
    },
    {
      id: 'onTime',
      header: t('reports.onTime'),
      minWidth: 120,
      cell: (row) => (
        <Link
          href={figure('on-time', row.code)}
          onFollow={follow}
          ariaLabel={`${nameOf(row.code)}, ${t('reports.onTime')}: ${words.share(row.asReplier.onTime)}`}
        >
          <Share ratio={row.asReplier.onTime} behind={false} />
        </Link>
      ),
    },
    { id: 'due', header: t('dashboard.inTime'), cell: (row) => words.counts(row.asReplier.onTime) },
    { id: 'before', header: t('dashboard.monthBefore'), cell: (row) => words.percent(row.before) },
    {
      id: 'outstanding',
      header: t('dashboard.outstanding'),
      cell: (row) => link('outstanding', row, words.number(row.asReplier.outstanding), t('dashboard.outstanding')),
    },
    {
      id: 'time',
      header: t('reports.timeToReply'),
      minWidth: 110,
      cell: (row) => link('response-times', row, words.mean(row.asReplier.timeToReply), t('reports.timeToReply')),
    },
    {
      id: 'requests',
      header: t('dashboard.arrived'),
      cell: (row) => link('requests', row, words.number(row.asReplier.requests), t('dashboard.arrived')),
    },
  ]
  return (
    <Table<MonthRow>
      header={
        <Header variant="h2" description={about} counter={`(${rows.length})`}>
          {title}
        </Header>
      }
      filter={
        rows.length > MANY && (
          <TextFilter
            filteringText={text}
            filteringAriaLabel={t('dashboard.find')}
            filteringPlaceholder={t('dashboard.find')}
            onChange={({ detail }) => setText(detail.filteringText)}
          />
        )
      }
      items={shown.slice((at - 1) * PAGE, at * PAGE)}
      pagination={
        pages > 1 && <Pagination currentPageIndex={at} pagesCount={pages} onChange={({ detail }) => setPage(detail.currentPageIndex)} />
      }
      wrapLines
      stickyColumns={phone ? {} : { first: 2 }}
      columnDisplay={columns.map(({ id = '' }) => ({ id, visible: !phone || PHONE_COLUMNS.includes(id) }))}
      trackBy="code"
      ariaLabels={{ tableLabel: title }}
      columnDefinitions={columns}
      empty={t('dashboard.nothing')}
    />
  )
}
