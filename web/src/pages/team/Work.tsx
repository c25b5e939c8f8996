import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDeskWork, type Workload } from '../../api/team'
import type { InquiryRow } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { spacedItemId } from '../../logic/itemId'
import { dueOf, leastBusy } from '../../logic/team'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import BulkBar from '../folder/BulkBar'
import { useColumns } from '../folder/columns'

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
  const columns = [
    ...useColumns().filter((one) => SHOWN.includes(one.id)),
    { id: 'due', header: t('column.due'), cell: (one: InquiryRow) => <Instant at={dueOf(one)} /> },
  ]
  const rows = work.data?.items ?? []
  const chosen = rows.filter((one) => selected.includes(one.id))
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
            description={total > rows.length ? t('team.shown', { count: rows.length, total }) : undefined}
            actions={<Button iconName="close" variant="icon" ariaLabel={t('team.shut')} onClick={onShut} />}
          >
            {title}
          </Header>
          {chosen.length > 0 && <BulkBar folder="toDo" rows={chosen} colleagues={colleagues} onKeep={setSelected} />}
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
      empty={
        <Box textAlign="center" padding="l">
          <Box variant="h3">{t('team.none')}</Box>
          <Box color="text-body-secondary">{t('team.noneText')}</Box>
        </Box>
      }
    />
  )
}
