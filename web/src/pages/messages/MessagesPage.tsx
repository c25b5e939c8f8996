import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { MESSAGE_LISTS, type MessageList, useMessages } from '../../api/messages'
import { useFollow } from '../../app/follow'
import { Empty } from '../../parts/Empty'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { MessageState } from './MessageState'

/** What one's own post sent, newest first: what somebody must correct before all. */
export default function MessagesPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const [query, setQuery] = useSearchParams()
  const list: MessageList = MESSAGE_LISTS.find((one) => one === query.get('show')) ?? 'toDo'
  const found = useMessages(list)
  usePageTitle(t('messages.title'))
  const rows = found.data?.pages.flatMap((page) => page.items) ?? []
  if (found.error && rows.length === 0)
    return (
      <>
        <Header variant="h1">{t('messages.title')}</Header>
        <ProblemAlert error={found.error} retry={() => void found.refetch()} />
      </>
    )
  return (
    <Table
      variant="full-page"
      enableKeyboardNavigation
      wrapLines
      header={
        <Header
          variant="awsui-h1-sticky"
          description={t('messages.about')}
          actions={
            <Button href="/messages/uploads" onFollow={follow}>
              {t('uploads.title')}
            </Button>
          }
        >
          {t('messages.title')}
        </Header>
      }
      filter={
        <SegmentedControl
          label={t('messages.list.label')}
          selectedId={list}
          options={MESSAGE_LISTS.map((id) => ({ id, text: t(`messages.list.${id}`) }))}
          onChange={({ detail }) => setQuery({ show: detail.selectedId }, { replace: true })}
        />
      }
      items={rows}
      trackBy="receipt"
      loading={found.isLoading}
      loadingText={t('messages.loading')}
      ariaLabels={{ tableLabel: t('messages.title') }}
      columnDefinitions={[
        {
          id: 'received',
          header: t('messages.received'),
          isRowHeader: true,
          cell: (one) => (
            <Link href={`/messages/${one.receipt}`} onFollow={follow}>
              <Instant at={one.receivedAt} />
            </Link>
          ),
        },
        { id: 'state', header: t('messages.state'), cell: (one) => <MessageState message={one} /> },
        { id: 'records', header: t('messages.records'), cell: (one) => one.events },
        { id: 'refused', header: t('messages.refused'), cell: (one) => (one.refusal && one.events === 0 ? t('nav.all') : one.rejected) },
        { id: 'format', header: t('messages.format'), cell: (one) => t(`messages.formats.${one.format}`) },
        { id: 'receipt', header: t('messages.receipt'), cell: (one) => <span className="wa-receipt">{one.receipt}</span> },
      ]}
      empty={
        <Empty
          title={t(list === 'all' ? 'messages.none' : 'messages.noneToDo')}
          teach={t(list === 'all' ? 'messages.noneText' : 'messages.noneToDoText')}
        />
      }
      footer={
        found.hasNextPage ? (
          <Box textAlign="center">
            <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {t('messages.more')}
            </Button>
          </Box>
        ) : undefined
      }
    />
  )
}
