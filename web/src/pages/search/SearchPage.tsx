import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useSearch } from '../../api/search'
import { useCommands } from '../../app/commands'
import { useFollow } from '../../app/follow'
import { normaliseItemId, spacedItemId } from '../../logic/itemId'
import { neighbour } from '../../logic/steadyList'
import { Empty } from '../../parts/Empty'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { rowInFocus, rowLink } from '../../parts/rows'
import { usePageTitle } from '../../parts/usePageTitle'
import { useColumns } from '../folder/columns'

const SHOWN = ['item', 'question', 'partner', 'state', 'due', 'sent']
const ITEM = /^[A-Z]{2}\d{9}[A-Z]{2}$/

/** What one's own post has on an item, a reference, a case or a name. */
export default function SearchPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const [query] = useSearchParams()
  const wanted = query.get('q')?.trim() ?? ''
  const found = useSearch(wanted)
  const columns = useColumns().filter((column) => SHOWN.includes(column.id))
  usePageTitle(t('find.title'))
  const rows = found.data?.pages.flatMap((page) => page.items ?? []) ?? []
  const item = normaliseItemId(wanted)
  /** The focus goes one hit on; Enter opens it. */
  const go = (step: 1 | -1) => {
    const row = neighbour(rows, rowInFocus(), step)
    if (!row && step === 1 && found.hasNextPage) void found.fetchNextPage()
    const link = rowLink(row?.id)
    link?.focus({ preventScroll: true })
    link?.scrollIntoView({ block: 'nearest' })
  }
  const any = rows.length > 0
  useCommands([
    any && { id: 'next', label: t('list.after'), group: 'list', keys: 'j', run: () => go(1) },
    any && { id: 'previous', label: t('list.before'), group: 'list', keys: 'k', run: () => go(-1) },
  ])
  return (
    <SpaceBetween size="l">
      {found.error && rows.length === 0 ? (
        <SpaceBetween size="l">
          <Header variant="h1">{t('find.title')}</Header>
          <ProblemAlert error={found.error} retry={() => void found.refetch()} />
        </SpaceBetween>
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
            <Empty title={t(wanted ? 'find.nothing' : 'find.empty')} teach={t('find.teach')}>
              <Link href="/items" onFollow={follow}>
                {t('nav.ask')}
              </Link>
            </Empty>
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
