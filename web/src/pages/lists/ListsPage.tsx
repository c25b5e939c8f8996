import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLists } from '../../api/lists'
import type { SavedList } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatDay } from '../../logic/instant'
import { Empty } from '../../parts/Empty'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { useMedia } from '../../parts/useMedia'
import { usePageTitle } from '../../parts/usePageTitle'
import { ListForm } from './ListForm'

const COLUMNS = ['name', 'news', 'items', 'changed', 'shared', 'madeBy', 'ends']
const PHONE = ['name', 'news']

/** The lists of items that people keep in view together, those with news first. */
export default function ListsPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { zone, language, callCentre } = useWorkplace()
  const lists = useLists()
  const phone = useMedia('(max-width: 688px)')
  const [adding, setAdding] = useState(false)
  usePageTitle(t('lists.title'))
  if (lists.error && !lists.data) return <ProblemAlert error={lists.error} retry={() => void lists.refetch()} />
  const all = [...(lists.data ?? [])].sort((a, b) => Number(b.news > 0) - Number(a.news > 0))
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      {t('lists.add')}
    </Button>
  )
  return (
    <>
      <Table<SavedList>
        variant="full-page"
        wrapLines
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={lists.data && `(${all.length})`}
            description={t('lists.about')}
            actions={all.length > 0 && add}
          >
            {t('lists.title')}
          </Header>
        }
        items={all}
        trackBy="id"
        loading={lists.isPending}
        loadingText={t('common.loading')}
        ariaLabels={{ tableLabel: t('lists.title') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('lists.name'),
            isRowHeader: true,
            cell: (one) => (
              <>
                <Link href={`/lists/${one.id}`} onFollow={follow}>
                  {one.name}
                </Link>
                {one.note && <div className="wa-soft wa-small wa-clip">{one.note}</div>}
              </>
            ),
          },
          {
            id: 'news',
            header: t('lists.news'),
            cell: (one) =>
              one.news > 0 ? (
                <span className="wa-nowrap">
                  <Badge color="blue">{t('lists.newsCount', { count: one.news })}</Badge>
                </span>
              ) : (
                <span className="wa-soft wa-nowrap">{t('lists.noNews')}</span>
              ),
          },
          { id: 'items', header: t('lists.items'), cell: (one) => one.itemCount },
          { id: 'changed', header: t('lists.changed'), cell: (one) => <Instant at={one.changedAt} /> },
          {
            id: 'shared',
            header: t('lists.shared'),
            cell: (one) => (one.shared === 'centre' ? callCentre(one.centre)?.city || one.centre : t('lists.seenBy.operator')),
          },
          { id: 'madeBy', header: t('lists.madeBy'), cell: (one) => (one.mine ? t('lists.mine') : one.madeBy || t('lists.left')) },
          {
            id: 'ends',
            header: t('lists.ends'),
            cell: (one) => <span className="wa-nowrap">{formatDay(one.expiresAt, zone, language)}</span>,
          },
        ]}
        columnDisplay={COLUMNS.map((id) => ({ id, visible: !phone || PHONE.includes(id) }))}
        empty={
          <Empty title={t('lists.empty')} teach={t('lists.teach')}>
            {add}
          </Empty>
        }
      />
      {adding && <ListForm onClose={() => setAdding(false)} />}
    </>
  )
}
