import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type EndpointWithSecret, useEndpoints } from '../../../api/webhooks'
import { useFollow } from '../../../app/follow'
import { useWorkplace } from '../../../app/workplace'
import { hostOf } from '../../../logic/webhooks'
import { Empty } from '../../../parts/Empty'
import { Instant } from '../../../parts/Instant'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { usePageTitle } from '../../../parts/usePageTitle'
import { NotYours } from '../NotYours'
import { EndpointForm } from './EndpointForm'
import { ShowSecret } from './ShowSecret'
import { LIGHT, stateOf } from './words'

/** Where one's own post's systems are called, and how they answer. */
export default function WebhooksPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { can } = useWorkplace()
  const found = useEndpoints()
  const [doing, setDoing] = useState<'add' | EndpointWithSecret>()
  usePageTitle(t('webhooks.title'))
  if (!can('operator-administrator')) return <NotYours />
  if (found.error && !found.data) return <ProblemAlert error={found.error} retry={() => void found.refetch()} />
  const all = found.data?.items ?? []
  return (
    <>
      <Table
        variant="full-page"
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={`(${all.length})`}
            description={t('webhooks.about')}
            actions={
              <Button variant="primary" disabled={!found.data} onClick={() => setDoing('add')}>
                {t('webhooks.add')}
              </Button>
            }
          >
            {t('webhooks.title')}
          </Header>
        }
        items={all}
        trackBy="id"
        wrapLines
        loading={found.isPending}
        loadingText={t('common.loading')}
        ariaLabels={{ tableLabel: t('webhooks.title') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('webhooks.column.name'),
            isRowHeader: true,
            minWidth: 180,
            cell: (one) => (
              <>
                <Link href={`/administration/webhooks/${one.id}`} onFollow={follow}>
                  {one.name}
                </Link>
                <div className="wa-soft wa-small">{hostOf(one.url)}</div>
              </>
            ),
          },
          {
            id: 'state',
            header: t('webhooks.column.state'),
            minWidth: 150,
            cell: (one) => <StatusIndicator type={LIGHT[stateOf(one)]}>{t(`webhooks.state.${stateOf(one)}`)}</StatusIndicator>,
          },
          {
            id: 'waiting',
            header: t('webhooks.column.waiting'),
            cell: (one) => (one.waiting >= 100 ? t('webhooks.waitingMost', { count: one.waiting }) : one.waiting),
          },
          {
            id: 'success',
            header: t('webhooks.column.success'),
            minWidth: 150,
            cell: (one) => (one.lastSuccess ? <Instant at={one.lastSuccess} /> : t('webhooks.never')),
          },
          {
            id: 'told',
            header: t('webhooks.column.told'),
            cell: (one) => (one.types.length === 0 ? t('webhooks.everything') : t('webhooks.someTypes', { count: one.types.length })),
          },
        ]}
        empty={<Empty title={t('webhooks.empty')} teach={t('webhooks.teach')} />}
      />
      {doing === 'add' && found.data && (
        <EndpointForm types={found.data.types} reload={() => void found.refetch()} onClose={() => setDoing(undefined)} onMade={setDoing} />
      )}
      {typeof doing === 'object' && <ShowSecret of={doing} onClose={() => setDoing(undefined)} />}
    </>
  )
}
