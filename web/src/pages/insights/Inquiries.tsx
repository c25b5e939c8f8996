import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Select from '@cloudscape-design/components/select'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useHeads, useInquiriesOf } from '../../api/insights'
import type { InquiryRow, Metric, QueryDefinition } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { firstPart, type Part, rootOf, type Share } from '../../logic/insightWay'
import { spacedItemId } from '../../logic/itemId'
import { neighbour } from '../../logic/steadyList'
import { Instant } from '../../parts/Instant'
import { StateLabel } from '../../parts/StateLabel'
import { useMedia } from '../../parts/useMedia'
import { Refused } from './Answered'
import { useFigureWords, useMetricName } from './words'

const OpenInquiry = lazy(() => import('../folder/OpenInquiry'))
const PAGE = 50
const BESIDE = '(min-width: 900px)'
const PARTS = ['rest', 'part', 'whole'] as const

/** The inquiries that made a figure, what each adds to it, and the one that is looked at beside them. */
export function Inquiries({ query, metrics }: { query: QueryDefinition; metrics: readonly Metric[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { catalogue, me, operatorName, language } = useWorkplace()
  const name = useMetricName()
  const words = useFigureWords()
  const beside = useMedia(BESIDE)
  const [address, setAddress] = useSearchParams()
  const [page, setPage] = useState(1)
  const measure = query.measures.find((one) => one === address.get('of')) ?? query.measures[0] ?? ''
  const metric = metrics.find((one) => one.code === measure)
  const share = metric?.unit === '%'
  const part: Part = share ? (PARTS.find((one) => one === address.get('part')) ?? firstPart(metric)) : 'part'
  const list = useInquiriesOf(query, measure, part)
  const found = list.data?.state === 'done' ? list.data : undefined
  const all: readonly Share[] = found?.items ?? []
  const shown = all.slice((page - 1) * PAGE, page * PAGE)
  const heads = useHeads(shown.map((one) => one.inquiryId))
  const rows = heads.data?.items ?? []
  const headOf = (id: string) => rows.find((one) => one.id === id)
  const open = beside ? (address.get('open') ?? '') : ''
  const set = (change: Record<string, string>) => {
    const next = new URLSearchParams(address)
    for (const [key, value] of Object.entries(change)) value ? next.set(key, value) : next.delete(key)
    setAddress(next, { replace: true })
  }
  const narrow = (change: Record<string, string>) => {
    setPage(1)
    set({ open: '', ...change })
  }
  const look = (id: string) => (beside ? set({ open: id }) : void navigate(`/inquiries/${id}`))
  const number = new Intl.NumberFormat(language)
  const adds = (value: number) => (metric?.unit === 'working minutes' ? words.value(value, metric) : number.format(value))
  const partner = (row: InquiryRow) =>
    operatorName(row.requester.operator === me.operator?.code ? row.replier.operator : row.requester.operator)

  if (list.error) return <Refused error={list.error} retry={() => void list.refetch()} />
  const columns: TableProps.ColumnDefinition<Share>[] = [
    {
      id: 'item',
      header: t('column.item'),
      isRowHeader: true,
      minWidth: 170,
      cell: (one) => {
        const row = headOf(one.inquiryId)
        if (!row) return heads.isFetching ? t('common.loading') : <span className="wa-soft">{t('insights.list.gone')}</span>
        return (
          <Link
            href={`/inquiries/${row.id}`}
            onFollow={(event) => {
              event.preventDefault()
              look(row.id)
            }}
          >
            <span className="wa-item-number">{spacedItemId(row.itemId)}</span>
          </Link>
        )
      },
    },
    {
      id: 'question',
      header: t('column.question'),
      minWidth: 150,
      cell: (one) => {
        const row = headOf(one.inquiryId)
        return (
          row && (
            <>
              {catalogue.workflow(row.workflow)}
              <div className="wa-soft wa-small">{catalogue.product(row.product)}</div>
            </>
          )
        )
      },
    },
    {
      id: 'partner',
      header: t('column.partner'),
      minWidth: 120,
      cell: (one) => {
        const row = headOf(one.inquiryId)
        return row && partner(row)
      },
    },
    {
      id: 'state',
      header: t('column.state'),
      cell: (one) => {
        const row = headOf(one.inquiryId)
        return row && <StateLabel state={row.state} />
      },
    },
    { id: 'adds', header: t('insights.list.adds'), minWidth: 120, cell: (one) => adds(one.value) },
    { id: 'at', header: t('insights.list.at'), minWidth: 120, cell: (one) => <Instant at={one.at} /> },
  ]
  const options = query.measures.map((code) => ({
    value: code,
    label: name(
      metrics.find((one) => one.code === code),
      code,
    ),
  }))
  const parts = PARTS.map((one) => ({
    value: one,
    label: one === 'rest' && measure === 'on-time-reply' ? t('insights.list.late') : t(`insights.list.parts.${one}`),
  }))
  const chosen = headOf(open)
  return (
    <>
      <Table<Share>
        wrapLines
        header={
          <Header
            variant="h2"
            counter={found ? `(${number.format(found.count)})` : ''}
            description={rootOf(address).startsWith('/dashboard') && t('insights.list.later')}
          >
            {t('insights.list.title')}
          </Header>
        }
        filter={
          <div className="wa-fields">
            <FormField label={t('insights.list.figure')}>
              <Select
                selectedOption={options.find((one) => one.value === measure) ?? null}
                options={options}
                onChange={({ detail }) => narrow({ of: detail.selectedOption.value ?? '', part: '' })}
              />
            </FormField>
            {share && (
              <FormField label={t('insights.list.part')}>
                <Select
                  selectedOption={parts.find((one) => one.value === part) ?? null}
                  options={parts}
                  onChange={({ detail }) => narrow({ part: detail.selectedOption.value ?? '' })}
                />
              </FormField>
            )}
          </div>
        }
        items={shown}
        trackBy={(one) => `${one.inquiryId} ${one.at}`}
        loading={!found}
        loadingText={t('insights.counting')}
        columnDefinitions={columns}
        ariaLabels={{ tableLabel: t('insights.list.title') }}
        pagination={
          all.length > PAGE && (
            <Pagination
              currentPageIndex={page}
              pagesCount={Math.ceil(all.length / PAGE)}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
            />
          )
        }
        footer={found?.truncated ? <Box color="text-body-secondary">{t('insights.list.truncated', { count: all.length })}</Box> : undefined}
        empty={t('insights.list.empty')}
      />
      {open && (
        <Suspense fallback={null}>
          <OpenInquiry
            id={open}
            row={chosen}
            rows={rows}
            onGo={(step) => {
              const next = neighbour(rows, open, step)
              if (next) set({ open: next.id })
            }}
            onClose={() => set({ open: '' })}
          />
        </Suspense>
      )}
    </>
  )
}
