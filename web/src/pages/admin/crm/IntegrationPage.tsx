import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Tabs from '@cloudscape-design/components/tabs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { type Integration, type IntegrationSecret, useChangeIntegration, useIntegration, useMapping } from '../../../api/crm'
import { useFlash } from '../../../app/flash'
import { useFollow } from '../../../app/follow'
import { useWorkplace } from '../../../app/workplace'
import { EMPTY, partsOf } from '../../../logic/crmMapping'
import { formatInstant } from '../../../logic/instant'
import { Loading } from '../../../parts/Loading'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { useEdited } from '../../../parts/useEdited'
import { usePageTitle } from '../../../parts/usePageTitle'
import { NotYours } from '../NotYours'
import { DeleteIntegration, RotateSecret } from './Dialogs'
import { EventList } from './EventList'
import { MappingEditor } from './MappingEditor'
import { Refusals } from './Refusals'
import { ShowSecret } from './ShowSecret'
import { VersionList } from './VersionList'

/** One system: how it is connected, what is made of its events, and what waits. */
export default function IntegrationPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { id = '' } = useParams()
  const { can } = useWorkplace()
  const administers = can('operator-administrator')
  const one = useIntegration(id, administers)
  usePageTitle(one.data?.name ?? t('crm.title'))
  if (!administers) return <NotYours />
  if (one.error && !one.data) return <ProblemAlert error={one.error} retry={() => void one.refetch()} />
  if (!one.data) return <Loading />
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('crm.title'), href: '/administration/crm' },
          { text: one.data.name, href: `/administration/crm/${id}` },
        ]}
      />
      <Connected of={one.data} />
    </SpaceBetween>
  )
}

type Doing = { what: 'rotate' | 'delete' } | { what: 'show'; secret: IntegrationSecret }

function Connected({ of }: { of: Integration }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const flash = useFlash()
  const { callCentre, zone, language } = useWorkplace()
  const [params, setParams] = useSearchParams()
  const [doing, setDoing] = useState<Doing>()
  const change = useChangeIntegration()
  const live = useMapping(of.id)
  const editing = useEdited(`crm.mapping.${of.id}`, partsOf(live.data?.mapping ?? EMPTY), live.data?.version ?? 0)
  const notYet = live.data ? null : live.error ? <ProblemAlert error={live.error} retry={() => void live.refetch()} /> : <Loading />
  const close = () => setDoing(undefined)
  const turn = () =>
    change.mutate(
      { id: of.id, version: of.version, on: !of.on },
      { onSuccess: (now) => flash.done(t(now.on ? 'crm.turnedOn' : 'crm.turnedOff', { name: of.name })) },
    )
  const go = (tab: string) => setParams(tab === 'mapping' ? {} : { tab }, { replace: true })
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ButtonDropdown
              variant="icon"
              ariaLabel={t('machine.more', { name: of.name })}
              items={[
                { id: 'rotate', text: t('crm.rotate') },
                { id: 'delete', text: t('crm.delete') },
              ]}
              onItemClick={({ detail }) => setDoing({ what: detail.id === 'rotate' ? 'rotate' : 'delete' })}
            />
            <Button
              variant={of.on ? 'normal' : 'primary'}
              disabled={!of.on && of.mappingVersion === 0}
              loading={change.isPending}
              onClick={turn}
            >
              {t(of.on ? 'crm.turnOff' : 'crm.turnOn')}
            </Button>
          </SpaceBetween>
        }
      >
        {of.name}
      </Header>
      {change.error && <ProblemAlert error={change.error} />}
      <Container header={<Header variant="h2">{t('crm.facts')}</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            {
              label: t('crm.column.state'),
              value: <StatusIndicator type={of.on ? 'success' : 'stopped'}>{t(of.on ? 'crm.on' : 'crm.off')}</StatusIndicator>,
            },
            {
              label: t('crm.sends'),
              value: (
                <>
                  <code className="wa-break wa-small">{of.address}</code>{' '}
                  <CopyToClipboard
                    variant="icon"
                    textToCopy={new URL(of.address, window.location.origin).href}
                    copyButtonAriaLabel={t('crm.copyAddress')}
                    copySuccessText={t('machine.shown.copied')}
                    copyErrorText={t('machine.shown.failed')}
                  />
                  <div className="wa-soft wa-small">{t('crm.signed')}</div>
                  {of.oldSecretEndsAt && (
                    <div className="wa-soft wa-small">{t('crm.oldUntil', { time: formatInstant(of.oldSecretEndsAt, zone, language) })}</div>
                  )}
                </>
              ),
            },
            {
              label: t('crm.form.centre'),
              value: callCentre(of.centre)?.city || of.centre,
            },
            { label: t('crm.column.refused'), value: <Refusals of={of} /> },
          ]}
        />
      </Container>
      <Tabs
        activeTabId={params.get('tab') ?? 'mapping'}
        onChange={({ detail }) => go(detail.activeTabId)}
        ariaLabel={of.name}
        tabs={[
          {
            id: 'mapping',
            label: t('crm.tab.mapping'),
            content: notYet ?? <MappingEditor of={of} editing={editing} reload={() => void live.refetch()} />,
          },
          {
            id: 'waiting',
            label: of.waiting > 0 ? `${t('crm.tab.waiting')} (${of.waiting >= 100 ? '100+' : of.waiting})` : t('crm.tab.waiting'),
            content: <EventList key="waiting" of={of} state="waiting" />,
          },
          { id: 'done', label: t('crm.tab.done'), content: <EventList key="done" of={of} state="done" /> },
          { id: 'dismissed', label: t('crm.tab.dismissed'), content: <EventList key="dismissed" of={of} state="dismissed" /> },
          {
            id: 'versions',
            label: t('crm.tab.versions'),
            content: notYet ?? (
              <VersionList
                of={of}
                onTake={(mapping, version) => {
                  editing.set(partsOf(mapping))
                  flash.done(t('crm.versions.taken', { version: String(version) }))
                  go('mapping')
                }}
              />
            ),
          },
        ]}
      />
      {doing?.what === 'rotate' && <RotateSecret of={of} onClose={close} onMade={(secret) => setDoing({ what: 'show', secret })} />}
      {doing?.what === 'show' && <ShowSecret of={doing.secret} onClose={close} />}
      {doing?.what === 'delete' && (
        <DeleteIntegration
          of={of}
          onClose={close}
          onGone={() => {
            flash.done(t('crm.deleting.done', { name: of.name }))
            void navigate('/administration/crm')
          }}
        />
      )}
    </SpaceBetween>
  )
}
