import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useFolder, useFolderCounts } from '../../api/folders'
import { useWorkplace } from '../../app/workplace'
import { type Folder, folderOf } from '../../logic/folders'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { useMedia } from '../../parts/useMedia'
import { usePageTitle } from '../../parts/usePageTitle'
import NotFoundPage from '../other/NotFoundPage'
import { useColumns } from './columns'
import { EmptyFolder } from './EmptyFolder'
import { COLUMNS, type ColumnId, ColumnPreferences, PHONE, storedColumns } from './preferences'

export default function FolderPage() {
  const { folder: name } = useParams()
  const folder = folderOf(name)
  const { centre } = useWorkplace()
  if (!folder || !centre) return <NotFoundPage />
  return <FolderList key={folder} folder={folder} />
}

function FolderList({ folder }: { folder: Folder }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { centre } = useWorkplace()
  const list = useFolder(folder, centre)
  const count = useFolderCounts(centre).data?.items?.find((one) => one.folder === folder)?.count
  const [visible, setVisible] = useState<readonly ColumnId[]>(storedColumns)
  const columns = useColumns()
  const order = useMedia('(max-width: 688px)') ? PHONE : COLUMNS
  usePageTitle(t(`folder.${folder}.name`))

  const rows = list.data?.pages.flatMap((page) => page.items ?? []) ?? []
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
          <Button variant="primary" href="/items" onFollow={(event) => [event.preventDefault(), void navigate('/items')]}>
            {t('nav.ask')}
          </Button>
        </SpaceBetween>
      }
    >
      {t(`folder.${folder}.name`)}
    </Header>
  )
  if (list.error && rows.length === 0)
    return (
      <SpaceBetween size="l">
        {header}
        <ProblemAlert error={list.error} retry={() => void list.refetch()} />
      </SpaceBetween>
    )
  return (
    <Table
      variant="full-page"
      stickyHeader
      enableKeyboardNavigation
      header={header}
      items={rows}
      trackBy="id"
      loading={list.isPending}
      loadingText={t('folder.loading')}
      columnDefinitions={columns}
      columnDisplay={order.map((id) => ({ id, visible: visible.includes(id) }))}
      preferences={<ColumnPreferences visible={visible} onChange={setVisible} />}
      empty={<EmptyFolder folder={folder} />}
      ariaLabels={{ tableLabel: t(`folder.${folder}.name`) }}
      footer={
        list.hasNextPage ? (
          <Box textAlign="center">
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('folder.more')}
            </Button>
          </Box>
        ) : undefined
      }
    />
  )
}
