import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { lazy, Suspense, use, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { PAGES, useFolder, useFolderCounts } from '../../api/folders'
import type { InquiryRow } from '../../api/types'
import { useCommands } from '../../app/commands'
import { PanelContext } from '../../app/panel'
import { useWorkplace } from '../../app/workplace'
import { useSession } from '../../auth/SessionContext'
import { moreWords } from '../../i18n'
import { addressOf, type Filter, filterOfAddress, isNarrowed, stoppedEarly } from '../../logic/folderFilter'
import { folderKey, leave, left } from '../../logic/folderMemory'
import { type Folder, folderOf } from '../../logic/folders'
import { beneathItem, shownColumns } from '../../logic/listColumns'
import { neighbour } from '../../logic/steadyList'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { rowInFocus, rowLink } from '../../parts/rows'
import { useMedia } from '../../parts/useMedia'
import { usePageTitle } from '../../parts/usePageTitle'
import { useSteady } from '../../parts/useSteady'
import NotFoundPage from '../other/NotFoundPage'
import { useColumns } from './columns'
import { EmptyFolder, NothingMatches } from './EmptyFolder'
import { ListEnd, NewRows } from './ListEnd'
import { ColumnPreferences, useChosenColumns } from './preferences'
import { useArrival, usePaging } from './usePaging'

/** What a folder needs only when somebody narrows it or works on several at once. */
const FilterBar = lazy(() => import('./FilterBar'))
const Views = lazy(() => import('./Views'))
const BulkBar = lazy(() => import('./BulkBar'))
const OpenInquiry = lazy(async () => (await Promise.all([import('./OpenInquiry'), moreWords()]))[0])

const PAGE = 25
/** So many rows before the last one the keys have more of them read: who holds one down does not wait for it. */
const AHEAD = 10

/** Wide enough for a list and an inquiry beside it. */
const BESIDE = '(min-width: 900px)'
/** Too narrow for a whole list beside the open help. */
const TIGHT = '(max-width: 1500px)'

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
  const { session } = useSession()
  const beside = useMedia(BESIDE) && folder !== 'drafts' // a draft is edited on its own page
  const [query] = useSearchParams()
  const filter = filterOfAddress(query)
  const shown = beside ? (query.get('open') ?? undefined) : undefined
  const filtered = isNarrowed(filter)
  const memory = folderKey(session.subject(), centre, folder)
  const narrowedBy = addressOf(filter)
  const paging = usePaging(memory, narrowedBy)
  const { starts, start } = paging
  const list = useFolder(folder, centre, filter, start)
  const count = useFolderCounts(centre).data?.items?.find((one) => one.folder === folder)?.count
  const tight = useMedia(TIGHT)
  const helped = Boolean(use(PanelContext)?.help) && tight
  const room = useMedia('(max-width: 688px)') ? 'phone' : shown || helped ? 'beside' : 'wide'
  const ofView = query.get('columns')
  const [display, setDisplay, ownColumns] = useChosenColumns(room, ofView)
  const [filtering, setFiltering] = useState<boolean | 'focused'>(filtered)
  const [refreshing, setRefreshing] = useState(false)
  const [selected, setSelected] = useState<readonly string[]>(() => left(sessionStorage, memory).selected)
  const works = can('agent', 'supervisor') && folder !== 'drafts'
  usePageTitle(t(`folder.${folder}.name`))

  const pages = list.data?.pages ?? []
  const next = pages.at(-1)?.nextCursor ?? ''
  const { rows, gone, news, renew } = useSteady(list, `${narrowedBy} ${start}`, next !== '')
  const examined = pages.reduce((sum, page) => sum + (page.examined ?? 0), 0)
  const early = stoppedEarly(filter, rows.length, pages.length, PAGE, Boolean(list.hasNextPage))
  const chosen = rows.filter((row) => selected.includes(row.id) && !gone.has(row.id))
  const here = (narrowedTo: Filter, open = shown, columns = ofView) => {
    const address = new URLSearchParams({ ...narrowedTo, ...(columns ? { columns } : {}), ...(open ? { open } : {}) })
    return `/folders/${folder}${address.size > 0 ? `?${address}` : ''}`
  }
  const choose = (ids: readonly string[]) => {
    setSelected(ids)
    leave(sessionStorage, memory, { selected: [...ids] })
  }
  const narrow = (narrowedTo: Filter) => {
    choose([])
    paging.restart()
    void navigate(here(narrowedTo), { replace: true })
  }
  /** What is chosen while a view is shown is the person's own, and the view's columns are let go of. */
  const arrange = (columns: typeof display) => {
    setDisplay(columns)
    if (ofView) void navigate(here(filter, shown, ''), { replace: true })
  }
  const open = (row: InquiryRow) =>
    row.id === shown
      ? document.querySelector<HTMLElement>('.wa-panel')?.focus() // shown already: whoever asks again wants to be there
      : void (beside ? navigate(here(filter, row.id), { replace: Boolean(shown) }) : navigate(`/inquiries/${row.id}`))
  const close = () => {
    const from = rowLink(shown)
    void navigate(here(filter, ''), { replace: true })
    requestAnimationFrame(() => from?.focus({ preventScroll: true })) // after the panel has let go of it
  }
  const dueShown = display.some((one) => one.id === 'due' && one.visible)
  const columns = useColumns({ open, shown, gone, beneath: beneathItem(display, room), dueShown })
  const address = `${query.size > 0 ? '?' : ''}${query}`
  useEffect(() => leave(sessionStorage, memory, { address }), [memory, address])
  useArrival(paging, list, memory, () => rowLink(rows[0]?.id)?.focus({ preventScroll: true }))

  // Where the keys have come to: they may be pressed faster than pages are drawn, and none is dropped.
  const last = useRef(shown)
  useEffect(() => {
    last.current = shown
  }, [shown])

  /** One row on: shown beside the list, or, where there is no room, the focus goes there. */
  const go = (step: 1 | -1) => {
    const at = beside ? last.current : rowInFocus()
    const row = neighbour(rows, at, step)
    if (!row) {
      if (step === 1 && list.hasNextPage) void list.fetchNextPage()
      else if (step === 1 && next) paging.turn([...starts, next])
      return
    }
    last.current = row.id
    if (step === 1 && list.hasNextPage && !list.isFetching && rows.indexOf(row) >= rows.length - AHEAD) void list.fetchNextPage()
    if (beside) open(row)
    const link = rowLink(row.id)
    link?.focus({ preventScroll: true })
    link?.scrollIntoView({ block: 'nearest' })
  }
  const refresh = async () => {
    setRefreshing(true)
    await list.refetch()
    renew()
    setRefreshing(false)
  }
  useCommands([
    { id: 'next', label: t('list.after'), group: 'list', keys: 'j', run: () => go(1) },
    { id: 'previous', label: t('list.before'), group: 'list', keys: 'k', run: () => go(-1) },
    news > 0 && { id: 'news', label: t('list.showNew'), group: 'list', keys: 'v', run: renew },
    { id: 'filter', label: t('folder.filter'), group: 'list', keys: 'f', run: () => setFiltering('focused') },
    Boolean(shown) && { id: 'shut', label: t('list.shut'), group: 'list', keys: 'x', run: close },
  ])
  const header = (
    <Header
      variant="awsui-h1-sticky"
      counter={count === undefined || count === null ? undefined : `(${count})`}
      description={t(`folder.${folder}.about`)}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="refresh" ariaLabel={t('folder.refresh')} loading={refreshing} onClick={() => void refresh()} />
          <Button iconName="filter" ariaExpanded={Boolean(filtering)} onClick={() => setFiltering(!filtering)}>
            {t('folder.filter')}
          </Button>
          <Suspense fallback={null}>
            <Views folder={folder} filter={filter} columns={ownColumns ? shownColumns(display).join() : ''} />
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
        {(filtering || filtered) && <FilterBar filter={filter} focused={filtering === 'focused'} onChange={narrow} />}
        {chosen.length > 0 && (
          <BulkBar
            list={folder}
            title={t(`folder.${folder}.name`)}
            rows={chosen}
            onKeep={(ids) => {
              choose(ids)
              renew()
            }}
          />
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
    <>
      <Table
        variant="full-page"
        stickyHeader
        enableKeyboardNavigation
        header={header}
        filter={
          bars || news > 0 ? (
            <SpaceBetween size="s">
              {bars}
              <NewRows count={news} onShow={renew} />
            </SpaceBetween>
          ) : undefined
        }
        items={rows}
        trackBy="id"
        loading={list.isPending}
        loadingText={t('folder.loading')}
        columnDefinitions={columns}
        columnDisplay={display}
        preferences={<ColumnPreferences columns={display} onChange={arrange} />}
        selectionType={works ? 'multi' : undefined}
        selectedItems={chosen}
        isItemDisabled={(row) => gone.has(row.id)}
        onSelectionChange={({ detail }) => choose(detail.selectedItems.map((row) => row.id))}
        empty={filtered ? <NothingMatches more={Boolean(list.hasNextPage)} onAll={() => narrow({})} /> : <EmptyFolder folder={folder} />}
        ariaLabels={{
          tableLabel: t(`folder.${folder}.name`),
          selectionGroupLabel: t('bulk.group'),
          allItemsSelectionLabel: () => t('bulk.all'),
          itemSelectionLabel: (_state, row) => t('bulk.one', { item: row.itemId }),
        }}
        footer={
          <ListEnd
            from={(starts.length - 1) * PAGE * PAGES + 1}
            shown={rows.length}
            early={early ? t('folder.early', { examined, count: rows.length }) : ''}
            loading={list.isFetchingNextPage}
            onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            onNext={!list.hasNextPage && next ? () => paging.turn([...starts, next]) : undefined}
            onPrevious={starts.length > 1 ? () => paging.turn(starts.slice(0, -1)) : undefined}
          />
        }
      />
      {shown && (
        <Suspense fallback={null}>
          <OpenInquiry id={shown} row={rows.find((row) => row.id === shown)} rows={rows} onGo={go} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
