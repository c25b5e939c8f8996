import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useFolder, useFolderCounts } from '../../api/folders'
import type { InquiryRow } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { addressOf, type Filter, filterOfAddress, isNarrowed, stoppedEarly } from '../../logic/folderFilter'
import { type Folder, folderOf } from '../../logic/folders'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { useMedia } from '../../parts/useMedia'
import { usePageTitle } from '../../parts/usePageTitle'
import NotFoundPage from '../other/NotFoundPage'
import { useColumns } from './columns'
import { EmptyFolder, NothingMatches } from './EmptyFolder'
import { COLUMNS, type ColumnId, ColumnPreferences, PHONE, storedColumns } from './preferences'

/** What a folder needs only when somebody narrows it or works on several at once. */
const FilterBar = lazy(() => import('./FilterBar'))
const Views = lazy(() => import('./Views'))
const BulkBar = lazy(() => import('./BulkBar'))

const PAGE = 25

export default function FolderPage() {
  const { folder: name } = useParams()
  const folder = folderOf(name)
  const { centre } = useWorkplace()
  if (!folder || !centre) return <NotFoundPage />
  return <FolderList key={`${folder} ${centre}`} folder={folder} />
}

function FolderList({ folder }: { folder: Folder }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { centre, can } = useWorkplace()
  const [query] = useSearchParams()
  const filter = filterOfAddress(query)
  const filtered = isNarrowed(filter)
  const list = useFolder(folder, centre, filter)
  const count = useFolderCounts(centre).data?.items?.find((one) => one.folder === folder)?.count
  const [visible, setVisible] = useState<readonly ColumnId[]>(storedColumns)
  const [filtering, setFiltering] = useState(filtered)
  const [selected, setSelected] = useState<readonly InquiryRow[]>([])
  const columns = useColumns()
  const order = useMedia('(max-width: 688px)') ? PHONE : COLUMNS
  const works = can('agent', 'supervisor') && folder !== 'drafts'
  usePageTitle(t(`folder.${folder}.name`))

  const pages = list.data?.pages ?? []
  const rows = pages.flatMap((page) => page.items ?? [])
  const examined = pages.reduce((sum, page) => sum + (page.examined ?? 0), 0)
  const early = stoppedEarly(filter, rows.length, pages.length, PAGE, Boolean(list.hasNextPage))
  const chosen = selected.filter((one) => rows.some((row) => row.id === one.id))
  const narrow = (next: Filter) => {
    setSelected([])
    void navigate(`/folders/${folder}${addressOf(next)}`, { replace: true })
  }
  const header = (
    <Header
      variant="awsui-h1-sticky"
      counter={count === undefined || count === null ? undefined : `(${count})`}
      description={t(`folder.${folder}.about`)}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            iconName="refresh"
            ariaLabel={t('folder.refresh')}
            loading={list.isRefetching && !list.isFetchingNextPage && list.isPlaceholderData}
            onClick={() => void list.refetch()}
          />
          <Button iconName="filter" ariaExpanded={filtering} onClick={() => setFiltering(!filtering)}>
            {t('folder.filter')}
          </Button>
          <Suspense fallback={null}>
            <Views folder={folder} filter={filter} />
          </Suspense>
          <Button variant="primary" href="/items" onFollow={(event) => [event.preventDefault(), void navigate('/items')]}>
            {t('nav.ask')}
          </Button>
        </SpaceBetween>
      }
    >
      {t(`folder.${folder}.name`)}
    </Header>
  )
  const bars = (filtering || filtered || chosen.length > 0) && (
    <Suspense fallback={null}>
      <SpaceBetween size="s">
        {(filtering || filtered) && <FilterBar filter={filter} onChange={narrow} />}
        {chosen.length > 0 && (
          <BulkBar folder={folder} rows={chosen} onKeep={(ids) => setSelected(chosen.filter((one) => ids.includes(one.id)))} />
        )}
      </SpaceBetween>
    </Suspense>
  )
  if (list.error && rows.length === 0)
    return (
      <SpaceBetween size="l">
        {header}
        {bars}
        <ProblemAlert error={list.error} retry={() => void list.refetch()} />
      </SpaceBetween>
    )
  return (
    <Table
      variant="full-page"
      stickyHeader
      enableKeyboardNavigation
      header={header}
      filter={bars || undefined}
      items={rows}
      trackBy="id"
      loading={list.isPending}
      loadingText={t('folder.loading')}
      columnDefinitions={columns}
      columnDisplay={order.map((id) => ({ id, visible: visible.includes(id) }))}
      preferences={<ColumnPreferences visible={visible} onChange={setVisible} />}
      selectionType={works ? 'multi' : undefined}
      selectedItems={chosen}
      onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
      empty={filtered ? <NothingMatches more={Boolean(list.hasNextPage)} onAll={() => narrow({})} /> : <EmptyFolder folder={folder} />}
      ariaLabels={{
        tableLabel: t(`folder.${folder}.name`),
        selectionGroupLabel: t('bulk.group'),
        allItemsSelectionLabel: () => t('bulk.all'),
        itemSelectionLabel: (_state, row) => t('bulk.one', { item: row.itemId }),
      }}
      footer={
        list.hasNextPage ? (
          <Box textAlign="center">
            <SpaceBetween size="xs">
              {early && <div className="wa-soft">{t('folder.early', { examined, count: rows.length })}</div>}
              <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {early ? t('folder.goOn') : t('folder.more')}
              </Button>
            </SpaceBetween>
          </Box>
        ) : undefined
      }
    />
  )
}
