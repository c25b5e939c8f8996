import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDeskWork, type Workload } from '../../api/team'
import type { InquiryRow } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { spacedItemId } from '../../logic/itemId'
import { dueOf, leastBusy } from '../../logic/team'
import { Empty } from '../../parts/Empty'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { useSteady } from '../../parts/useSteady'
import BulkBar from '../folder/BulkBar'
import { useColumns } from '../folder/columns'
import { NewRows } from '../folder/ListEnd'

interface Props {
  centre: string
  agent: string
  title: string
  people: readonly Workload[]
  onShut(): void
}

const SHOWN: readonly string[] = ['item', 'question', 'partner', 'state', 'remaining']

/** One person's work, the most pressing first: one or several are given to somebody else, whoever has least to do named first. */
export function Work({ centre, agent, title, people, onShut }: Props) {
  const { t } = useTranslation()
  const { can } = useWorkplace()
  const work = useDeskWork(centre, agent)
  const [selected, setSelected] = useState<readonly string[]>([])
  const { data, isPlaceholderData } = work
  const read = useMemo(() => ({ data: data && { pages: [{ items: data.items }] }, isPlaceholderData }), [data, isPlaceholderData])
  const { rows, gone, news, renew } = useSteady(read, `${centre} ${agent}`, (data?.total ?? 0) > (data?.items.length ?? 0))
  const columns = [
    ...useColumns({ gone, goneWords: t('team.workGone') }).filter((one) => SHOWN.includes(one.id)),
    { id: 'due', header: t('column.due'), cell: (one: InquiryRow) => <Instant at={dueOf(one)} /> },
  ]
  const chosen = rows.filter((one) => selected.includes(one.id) && !gone.has(one.id))
  const colleagues = leastBusy(people)
    .filter((one) => one.subject !== agent)
    .map((one) => ({ subject: one.subject ?? '', label: t('team.giveTo', { name: one.name ?? '', count: one.open }) }))
  if (work.error && !work.data) return <ProblemAlert error={work.error} retry={() => void work.refetch()} />
  const total = work.data?.total ?? 0
  return (
    <Table<InquiryRow>
      header={
        <>
          <Header
            variant="h2"
            counter={work.data ? `(${total})` : ''}
            description={
              total > (work.data?.items.length ?? 0) ? t('team.shown', { count: work.data?.items.length ?? 0, total }) : undefined
            }
            actions={<Button iconName="close" variant="icon" ariaLabel={t('team.shut')} onClick={onShut} />}
          >
            {title}
          </Header>
          {chosen.length > 0 && (
            <BulkBar
              title={title}
              rows={chosen}
              colleagues={colleagues}
              onKeep={(ids) => {
                setSelected(ids)
                renew()
              }}
            />
          )}
          <NewRows count={news} onShow={renew} />
        </>
      }
      items={rows}
      trackBy="id"
      loading={work.isPending}
      loadingText={t('common.loading')}
      wrapLines
      enableKeyboardNavigation
      {...(can('supervisor')
        ? {
            selectionType: 'multi' as const,
            selectedItems: chosen,
            isItemDisabled: (one: InquiryRow) => gone.has(one.id),
            onSelectionChange: ({ detail }: { detail: { selectedItems: InquiryRow[] } }) =>
              setSelected(detail.selectedItems.map((one) => one.id)),
          }
        : {})}
      ariaLabels={{
        tableLabel: title,
        selectionGroupLabel: title,
        allItemsSelectionLabel: () => t('team.chooseAll'),
        itemSelectionLabel: (_, row) => t('team.choose', { item: spacedItemId(row.itemId) }),
      }}
      columnDefinitions={columns}
      empty={<Empty title={t('team.none')} teach={t('team.noneText')} />}
    />
  )
}
