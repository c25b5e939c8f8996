import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHeads } from '../../api/insights'
import type { QueryRow } from '../../api/types'
import { useFollow } from '../../app/follow'
import { inOrder, movedBy } from '../../logic/insightRows'
import { spacedItemId } from '../../logic/itemId'
import type { Drawn } from './charts'
import { Moved } from './Moved'
import { useDimensionTitle, useFigureWords, useMetricName, useValueWords } from './words'

const PAGE = 50

interface Order {
  column: string
  down: boolean
}

/** The same figures as a table: every group, every measure, sorted by whatever is asked for. */
export function FiguresTable({ query, metrics, rows, to, total, label }: Omit<Drawn, 'at'> & { total: QueryRow | null; label: string }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const words = useValueWords()
  const figures = useFigureWords()
  const name = useMetricName()
  const named = useDimensionTitle()
  const [order, setOrder] = useState<Order>()
  const [page, setPage] = useState(1)
  const dimensions = query.dimensions ?? []
  const figureAt = (row: QueryRow, column: string) => {
    const at = Number(column.slice(1))
    const value = column.startsWith('c') ? movedBy(row.figures[at], row.before?.[at], metrics[at]) : row.figures[at]?.value
    return value ?? Number.NEGATIVE_INFINITY
  }
  const sorted = order
    ? [...rows].sort((a, b) => {
        const sign = order.down ? -1 : 1
        if (/^[mc]/.test(order.column)) return sign * (figureAt(a, order.column) - figureAt(b, order.column))
        const at = Number(order.column.slice(1))
        const said = (row: QueryRow) => row.keys[at] ?? ''
        const dimension = dimensions[at] ?? ''
        return sign * (/^\d/.test(said(a)) ? inOrder(said(a), said(b)) : words(dimension, said(a)).localeCompare(words(dimension, said(b))))
      })
    : rows
  const pages = Math.ceil(sorted.length / PAGE)
  const shown = sorted.slice((page - 1) * PAGE, page * PAGE)
  const single = dimensions.indexOf('inquiry')
  const heads = useHeads(single < 0 ? [] : [...new Set(shown.map((row) => row.keys[single] ?? ''))])
  const was = (row: QueryRow, said: string) => {
    const address = single < 0 ? to(row, true) : undefined
    return address ? (
      <span className="wa-target">
        <Link href={address} onFollow={follow} fontSize="inherit">
          {said}
        </Link>
      </span>
    ) : (
      said
    )
  }
  const columns: TableProps.ColumnDefinition<QueryRow>[] = [
    ...dimensions.map(
      (dimension, at): TableProps.ColumnDefinition<QueryRow> => ({
        id: `d${at}`,
        header: named(dimension),
        isRowHeader: at === 0,
        sortingField: `d${at}`,
        minWidth: 120,
        cell: (row) => {
          if (row === total) return at === 0 ? <strong>{t('reporting.total')}</strong> : null
          const value = row.keys[at] ?? ''
          if (dimension === 'inquiry') {
            const item = heads.data?.items.find((one) => one.id === value)?.itemId
            return (
              <Link href={`/inquiries/${value}`} onFollow={follow}>
                {item ? <span className="wa-item-number">{spacedItemId(item)}</span> : t('insights.open')}
              </Link>
            )
          }
          const said = words(dimension, value)
          const address = at === 0 && single < 0 ? to(row) : undefined
          return address ? (
            <Link href={address} onFollow={follow}>
              {said}
            </Link>
          ) : (
            said
          )
        },
      }),
    ),
    ...query.measures.flatMap((code, at): TableProps.ColumnDefinition<QueryRow>[] => [
      {
        id: `m${at}`,
        header: name(metrics[at], code),
        isRowHeader: dimensions.length === 0 && at === 0,
        sortingField: `m${at}`,
        minWidth: 110,
        cell: (row) => {
          const figure = row.figures[at]
          const before = row.before?.[at]
          return (
            <>
              {figures.say(figure, metrics[at])}
              <div className="wa-soft wa-small">{figures.parts(figure, metrics[at])}</div>
              {before && <div className="wa-small">{was(row, t('insights.was', { value: figures.say(before, metrics[at]) }))}</div>}
            </>
          )
        },
      },
      ...(query.compare
        ? [
            {
              id: `c${at}`,
              header: t('insights.changeOf', { what: name(metrics[at], code) }),
              sortingField: `c${at}`,
              minWidth: 100,
              cell: (row: QueryRow) => <Moved figure={row.figures[at]} before={row.before?.[at]} metric={metrics[at]} />,
            },
          ]
        : []),
    ]),
  ]
  return (
    <Table<QueryRow>
      variant="embedded"
      wrapLines
      items={[...shown, ...(total && dimensions.length > 0 && page === Math.max(1, pages) ? [total] : [])]}
      columnDefinitions={columns}
      stickyColumns={{ first: dimensions.length > 0 && dimensions.length < 3 ? 1 : 0 }}
      ariaLabels={{ tableLabel: label }}
      sortingColumn={order && { sortingField: order.column }}
      sortingDescending={order?.down}
      onSortingChange={({ detail }) => {
        setOrder({ column: detail.sortingColumn.sortingField ?? '', down: Boolean(detail.isDescending) })
        setPage(1)
      }}
      pagination={
        pages > 1 && <Pagination currentPageIndex={page} pagesCount={pages} onChange={({ detail }) => setPage(detail.currentPageIndex)} />
      }
    />
  )
}
