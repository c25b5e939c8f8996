import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Header from '@cloudscape-design/components/header'
import Modal from '@cloudscape-design/components/modal'
import Pagination from '@cloudscape-design/components/pagination'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { saveFile } from '../../api/files'
import { useAskedAbout, useChangeList, useDeleteList, useList, useSeeList, useTakeOffList } from '../../api/lists'
import type { SavedListDetails, SavedRow } from '../../api/types'
import { useFlash } from '../../app/flash'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatDay } from '../../logic/instant'
import { spacedItemId } from '../../logic/itemId'
import { countRows, csv, endsSoon, fileName, filterRows, ROW_FILTERS, type RowFilter } from '../../logic/savedLists'
import { Empty } from '../../parts/Empty'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { useMedia } from '../../parts/useMedia'
import { usePageTitle } from '../../parts/usePageTitle'
import { AddItems } from './AddItems'
import { ListForm } from './ListForm'
import { LIST_COLUMNS, PHONE_COLUMNS, useListColumns } from './useListColumns'

const PAGE = 25

export default function ListPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const id = useParams().id ?? ''
  const list = useList(id)
  const name = list.data?.name ?? t('lists.title')
  usePageTitle(name)
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('lists.title'), href: '/lists' },
          { text: name, href: `/lists/${id}` },
        ]}
      />
      {list.data ? (
        <Known key={id} list={list.data} reload={() => void list.refetch()} />
      ) : list.error ? (
        <ProblemAlert error={list.error} retry={() => void list.refetch()} />
      ) : (
        <Loading />
      )}
    </SpaceBetween>
  )
}

function Known({ list, reload }: { list: SavedListDetails; reload(): void }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const navigate = useNavigate()
  const { catalogue, country, zone, language } = useWorkplace()
  const [filter, setFilter] = useState<RowFilter>('all')
  const [page, setPage] = useState(1)
  const [selected, setSelected] = useState<readonly SavedRow[]>([])
  const [dialog, setDialog] = useState<'add' | 'edit' | 'delete'>()
  const phone = useMedia('(max-width: 688px)')
  const see = useSeeList(list.id)
  const takeOff = useTakeOffList(list.id)
  const change = useChangeList()
  const remove = useDeleteList()
  const counts = countRows(list.rows)
  const rows = filterRows(list.rows, filter)
  const pages = Math.max(1, Math.ceil(rows.length / PAGE))
  const current = Math.min(page, pages)
  const shown = rows.slice((current - 1) * PAGE, current * PAGE)
  const asked = useAskedAbout(
    list.id,
    shown
      .filter((row) => row.takesPart || row.milestone === '')
      .map((row) => row.itemId)
      .sort(),
  )
  const columns = useListColumns(asked.data, phone)
  const chosen = selected.filter((one) => rows.some((row) => row.itemId === one.itemId))
  const ends = formatDay(list.expiresAt, zone, language)
  const soon = endsSoon(list.expiresAt, Date.now())

  const renew = () =>
    change.mutate(
      { id: list.id, version: list.version, renew: true },
      {
        onSuccess: (now) => flash.done(t('lists.renewed', { date: formatDay(now.expiresAt, zone, language) })),
        onError: flash.failed,
      },
    )
  const download = () => {
    const head = ['item', 'where', 'country', 'since', 'last', 'changed'] as const
    const body = list.rows.map((row) => [
      row.itemId,
      row.milestone
        ? t(`milestone.${row.milestone}` as 'milestone.delivered', { defaultValue: t('milestone.other') })
        : t('lists.nothingKnown'),
      country(row.country),
      row.since ?? '',
      catalogue.event(row.lastCode),
      row.changedAt ?? '',
    ])
    saveFile(new Blob([csv([head.map((one) => t(`lists.${one}`)), ...body])], { type: 'text/csv;charset=utf-8' }), fileName(list.name))
  }
  const take = () =>
    takeOff.mutate(
      chosen.map((one) => one.itemId),
      { onSuccess: () => [flash.done(t('lists.takenOff', { count: chosen.length })), setSelected([])], onError: flash.failed },
    )
  const addButton = (
    <Button variant="primary" onClick={() => setDialog('add')}>
      {t('lists.addItems')}
    </Button>
  )
  const filters = ROW_FILTERS.filter((one) => one === 'all' || counts[one] > 0)
  const choose = (next: RowFilter) => {
    setFilter(next)
    setPage(1)
    setSelected([])
  }

  return (
    <>
      <Table<SavedRow>
        variant={phone ? 'container' : 'full-page'}
        stickyHeader={!phone}
        wrapLines
        header={
          <SpaceBetween size="s">
            <Header
              variant={phone ? 'h1' : 'awsui-h1-sticky'}
              counter={`(${list.itemCount})`}
              description={[list.note, soon ? '' : t('lists.endsOn', { date: ends })].filter(Boolean).join(' · ')}
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    disabled={list.news === 0}
                    loading={see.isPending}
                    onClick={() => see.mutate(list.upTo, { onError: flash.failed })}
                  >
                    {t('lists.markSeen')}
                  </Button>
                  <ButtonDropdown
                    loading={change.isPending || remove.isPending}
                    items={[
                      { id: 'export', text: t('lists.export'), disabled: list.rows.length === 0 },
                      { id: 'renew', text: t('lists.renew') },
                      ...(list.mayBeEdited
                        ? [
                            { id: 'edit', text: t('lists.edit') },
                            { id: 'delete', text: t('lists.remove') },
                          ]
                        : []),
                    ]}
                    onItemClick={({ detail }) => {
                      if (detail.id === 'export') download()
                      if (detail.id === 'renew') renew()
                      if (detail.id === 'edit' || detail.id === 'delete') setDialog(detail.id)
                    }}
                  >
                    {t('lists.more')}
                  </ButtonDropdown>
                  {list.rows.length > 0 && addButton}
                </SpaceBetween>
              }
            >
              {list.name}
            </Header>
            {soon && (
              <Alert
                type="warning"
                action={
                  <Button loading={change.isPending} onClick={renew}>
                    {t('lists.renew')}
                  </Button>
                }
              >
                {t('lists.endsSoon', { date: ends })}
              </Alert>
            )}
          </SpaceBetween>
        }
        filter={
          list.rows.length > 0 ? (
            <SpaceBetween size="s">
              <SegmentedControl
                label={t('lists.filter')}
                selectedId={filter}
                options={filters.map((id) => ({ id, text: `${t(`lists.filters.${id}`)} (${counts[id]})` }))}
                onChange={({ detail }) => choose(ROW_FILTERS.find((one) => one === detail.selectedId) ?? 'all')}
              />
              {chosen.length > 0 && (
                <Button iconName="close" loading={takeOff.isPending} onClick={take}>
                  {`${t('lists.takeOff')} (${chosen.length})`}
                </Button>
              )}
            </SpaceBetween>
          ) : undefined
        }
        pagination={
          pages > 1 && (
            <Pagination currentPageIndex={current} pagesCount={pages} onChange={({ detail }) => setPage(detail.currentPageIndex)} />
          )
        }
        items={shown}
        trackBy="itemId"
        columnDefinitions={columns}
        columnDisplay={LIST_COLUMNS.map((id) => ({ id, visible: !phone || PHONE_COLUMNS.includes(id) }))}
        selectionType={phone ? undefined : 'multi'}
        selectedItems={chosen}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        ariaLabels={{
          tableLabel: list.name,
          selectionGroupLabel: t('lists.group'),
          allItemsSelectionLabel: () => t('lists.chooseAll'),
          itemSelectionLabel: (_state, row) => t('lists.chooseOne', { item: spacedItemId(row.itemId) }),
        }}
        empty={
          list.rows.length > 0 ? (
            <Empty title={t('lists.nothingMatches')} teach={t('lists.nothingMatchesTeach')}>
              <Button onClick={() => choose('all')}>{t('lists.showAll')}</Button>
            </Empty>
          ) : (
            <Empty title={t('lists.emptyList')} teach={t('lists.emptyListTeach')}>
              {addButton}
            </Empty>
          )
        }
      />
      {dialog === 'add' && <AddItems list={list.id} onClose={() => setDialog(undefined)} />}
      {dialog === 'edit' && <ListForm list={list} reload={reload} onClose={() => setDialog(undefined)} />}
      {dialog === 'delete' && (
        <Modal
          visible
          header={t('lists.removeTitle', { name: list.name })}
          onDismiss={() => setDialog(undefined)}
          closeAriaLabel={t('common.cancel')}
          footer={
            <Box float="right">
              <SpaceBetween direction="horizontal" size="xs">
                <Button variant="link" onClick={() => setDialog(undefined)}>
                  {t('common.cancel')}
                </Button>
                <Button
                  variant="primary"
                  loading={remove.isPending}
                  onClick={() =>
                    remove.mutate(list, {
                      onSuccess: () => [flash.done(t('lists.removed', { name: list.name })), void navigate('/lists')],
                      onError: (error) => [flash.failed(error), setDialog(undefined)],
                    })
                  }
                >
                  {t('lists.remove')}
                </Button>
              </SpaceBetween>
            </Box>
          }
        >
          {t('lists.removeText')}
        </Modal>
      )}
    </>
  )
}
