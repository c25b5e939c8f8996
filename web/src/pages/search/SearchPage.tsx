import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useSearch } from '../../api/search'
import { useCommands } from '../../app/commands'
import { useFollow } from '../../app/follow'
import { normaliseItemId, spacedItemId } from '../../logic/itemId'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { useColumns } from '../folder/columns'

const SHOWN = ['item', 'question', 'partner', 'state', 'due', 'sent']
const ITEM = /^[A-Z]{2}\d{9}[A-Z]{2}$/

/** What one's own post has on an item, a reference, a case or a name. */
export default function SearchPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const wanted = query.get('q')?.trim() ?? ''
  const found = useSearch(wanted)
  const columns = useColumns().filter((column) => SHOWN.includes(column.id))
  usePageTitle(t('find.title'))
  const rows = found.data?.pages.flatMap((page) => page.items ?? []) ?? []
  const item = normaliseItemId(wanted)
  const first = rows[0]?.id
  useCommands([
    first !== undefined && {
      id: 'next',
      label: t('list.after'),
      group: 'list',
      keys: 'j',
      run: () => void navigate(`/inquiries/${first}`),
    },
  ])
  return (
    <SpaceBetween size="l">
      {found.error && rows.length === 0 ? (
        <>
          <Header variant="h1">{t('find.title')}</Header>
          <ProblemAlert error={found.error} retry={() => void found.refetch()} />
        </>
      ) : (
        <Table
          variant="full-page"
          enableKeyboardNavigation
          header={
            <Header
              variant="awsui-h1-sticky"
              description={wanted ? t('find.for', { wanted }) : t('find.about')}
              actions={
                ITEM.test(item) && (
                  <Button variant="primary" href={`/items/${item}`} onFollow={follow}>
                    {t('find.item', { item: spacedItemId(item) })}
                  </Button>
                )
              }
            >
              {t('find.title')}
            </Header>
          }
          items={rows}
          trackBy="id"
          loading={found.isLoading}
          loadingText={t('find.loading')}
          columnDefinitions={columns}
          ariaLabels={{ tableLabel: t('find.title') }}
          empty={
            <Box textAlign="center" padding="xxl">
              <Box variant="h3">{t(wanted ? 'find.nothing' : 'find.empty')}</Box>
              <Box color="text-body-secondary">{t('find.teach')}</Box>
              <Link href="/items" onFollow={follow}>
                {t('nav.ask')}
              </Link>
            </Box>
          }
          footer={
            found.hasNextPage ? (
              <Box textAlign="center">
                <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                  {t('folder.more')}
                </Button>
              </Box>
            ) : undefined
          }
        />
      )}
    </SpaceBetween>
  )
}
