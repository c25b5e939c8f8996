import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Integration, type IntegrationSecret, useIntegrations, useReadyMappings } from '../../../api/crm'
import { useFollow } from '../../../app/follow'
import { useWorkplace } from '../../../app/workplace'
import { Empty } from '../../../parts/Empty'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { usePageTitle } from '../../../parts/usePageTitle'
import { NotYours } from '../NotYours'
import { ConnectForm } from './ConnectForm'
import { Refusals } from './Refusals'
import { ShowSecret } from './ShowSecret'

/** The systems that send events: whether they are heard, and what waits. */
export default function CrmPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { can, callCentre } = useWorkplace()
  const administers = can('operator-administrator')
  const integrations = useIntegrations(administers)
  const ready = useReadyMappings()
  const [making, setMaking] = useState(false)
  const [shown, setShown] = useState<IntegrationSecret>()
  usePageTitle(t('crm.title'))
  if (!administers) return <NotYours />
  if (integrations.error && !integrations.data) return <ProblemAlert error={integrations.error} retry={() => void integrations.refetch()} />
  const all = integrations.data?.items ?? []
  const systemName = (system: string) => ready.data?.items?.find((one) => one.system === system)?.name ?? system
  return (
    <>
      <Table
        variant="full-page"
        wrapLines
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={`(${all.length})`}
            description={t('crm.about')}
            actions={
              <Button variant="primary" disabled={!integrations.data} onClick={() => setMaking(true)}>
                {t('crm.add')}
              </Button>
            }
          >
            {t('crm.title')}
          </Header>
        }
        items={all}
        trackBy="id"
        loading={integrations.isPending}
        loadingText={t('common.loading')}
        ariaLabels={{ tableLabel: t('crm.title') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('crm.column.name'),
            isRowHeader: true,
            minWidth: 180,
            cell: (one) => (
              <>
                <Link href={`/administration/crm/${one.id}`} onFollow={follow}>
                  {one.name}
                </Link>
                <div className="wa-soft wa-small">
                  {[systemName(one.system), t('crm.actsFor', { centre: callCentre(one.centre)?.city || one.centre })]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </>
            ),
          },
          {
            id: 'waiting',
            header: t('crm.column.waiting'),
            minWidth: 150,
            cell: (one) => <Waits of={one} />,
          },
          {
            id: 'state',
            header: t('crm.column.state'),
            minWidth: 130,
            cell: (one) => <StatusIndicator type={one.on ? 'success' : 'stopped'}>{t(one.on ? 'crm.on' : 'crm.off')}</StatusIndicator>,
          },
          {
            id: 'mapping',
            header: t('crm.column.mapping'),
            minWidth: 110,
            cell: (one) => (one.mappingVersion ? t('crm.version', { version: String(one.mappingVersion) }) : t('crm.noMapping')),
          },
          { id: 'refused', header: t('crm.column.refused'), minWidth: 170, cell: (one) => <Refusals of={one} /> },
        ]}
        empty={<Empty title={t('crm.empty')} teach={t('crm.teach')} />}
      />
      {making && (
        <ConnectForm
          onClose={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false)
            setShown(made)
          }}
        />
      )}
      {shown && <ShowSecret of={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}

function Waits({ of }: { of: Integration }) {
  const { t } = useTranslation()
  if (of.waiting === 0) return <>{t('crm.nothingWaits')}</>
  return (
    <Badge color="severity-medium">
      {of.waiting >= 100 ? t('crm.waitsMany', { count: of.waiting }) : t('crm.waits', { count: of.waiting })}
    </Badge>
  )
}
