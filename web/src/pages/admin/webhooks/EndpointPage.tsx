import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import {
  type Endpoint,
  type EndpointWithSecret,
  useDeleteEndpoint,
  useEndpoint,
  useEndpoints,
  useSwitchEndpoint,
} from '../../../api/webhooks'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { formatInstant } from '../../../logic/instant'
import { Instant } from '../../../parts/Instant'
import { Loading } from '../../../parts/Loading'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { usePageTitle } from '../../../parts/usePageTitle'
import { NotYours } from '../NotYours'
import { Deliveries } from './Deliveries'
import { Dialog } from './Dialog'
import { EndpointForm } from './EndpointForm'
import { PingResult } from './PingResult'
import { RotateSecret } from './RotateSecret'
import { ShowSecret } from './ShowSecret'
import { LIGHT, stateOf, useTypeWords } from './words'

type Doing = 'edit' | 'ping' | 'rotate' | 'delete' | EndpointWithSecret

/** One endpoint: how it answers, and what it was and is to be told. */
export default function EndpointPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { can } = useWorkplace()
  const flash = useFlash()
  const navigate = useNavigate()
  const found = useEndpoint(id)
  const types = useEndpoints().data?.types ?? []
  const turn = useSwitchEndpoint()
  const remove = useDeleteEndpoint()
  const [doing, setDoing] = useState<Doing>()
  usePageTitle(found.data?.name ?? t('webhooks.title'))
  if (!can('operator-administrator')) return <NotYours />
  if (found.error && !found.data) return <ProblemAlert error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Loading />
  const endpoint = found.data
  const off = endpoint.state === 'disabled'
  const close = () => setDoing(undefined)
  const flip = () =>
    turn.mutate(
      { id, on: off },
      { onSuccess: () => flash.done(t(off ? 'webhooks.switchedOn' : 'webhooks.switchedOff', { name: endpoint.name })) },
    )
  const goDelete = () =>
    remove.mutate(
      { id, version: endpoint.version },
      {
        onSuccess: () => {
          flash.done(t('webhooks.deleted', { name: endpoint.name }))
          navigate('/administration/webhooks')
        },
      },
    )
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => setDoing('ping')}>{t('webhooks.action.ping')}</Button>
            <Button loading={turn.isPending} variant={off ? 'primary' : 'normal'} onClick={flip}>
              {t(off ? 'webhooks.action.on' : 'webhooks.action.off')}
            </Button>
            <ButtonDropdown
              items={(['edit', 'rotate', 'delete'] as const).map((what) => ({ id: what, text: t(`webhooks.action.${what}`) }))}
              onItemClick={({ detail }) => setDoing(detail.id as 'edit' | 'rotate' | 'delete')}
            >
              {t('webhooks.actions')}
            </ButtonDropdown>
          </SpaceBetween>
        }
      >
        {endpoint.name}
      </Header>
      {turn.error && <ProblemAlert error={turn.error} />}
      <Trouble of={endpoint} />
      <About of={endpoint} />
      <Deliveries of={endpoint} />
      {doing === 'edit' && <EndpointForm of={endpoint} types={types} reload={() => void found.refetch()} onClose={close} />}
      {doing === 'ping' && <PingResult of={endpoint} onClose={close} />}
      {doing === 'rotate' && <RotateSecret of={endpoint} onClose={close} onMade={setDoing} />}
      {doing === 'delete' && (
        <Dialog
          title={t('webhooks.remove.title', { name: endpoint.name })}
          go={t('webhooks.action.delete')}
          busy={remove.isPending}
          error={remove.error}
          onGo={goDelete}
          onClose={close}
        >
          {t('webhooks.remove.about')}
        </Dialog>
      )}
      {typeof doing === 'object' && <ShowSecret of={doing} onClose={close} />}
    </SpaceBetween>
  )
}

/** What is wrong with an endpoint, and what becomes of what it should be told. */
function Trouble({ of }: { of: Endpoint }) {
  const { t } = useTranslation()
  const { zone, language } = useWorkplace()
  const at = (instant: string | null) => (instant ? formatInstant(instant, zone, language) : '')
  if (of.state === 'open')
    return (
      <Alert type="warning" header={t('webhooks.state.open')}>
        {t('webhooks.stateText.open', { since: at(of.failingSince), next: at(of.nextProbe) })}
      </Alert>
    )
  if (of.state !== 'disabled' || !of.reason) return null
  return (
    <Alert type={of.reason === 'person' ? 'info' : 'error'} header={t('webhooks.state.disabled')}>
      {t(`webhooks.stateText.${of.reason as 'person' | 'gone' | 'unanswered'}`)}{' '}
      {of.disabledBy && t('webhooks.by', { name: of.disabledBy })}
    </Alert>
  )
}

function About({ of }: { of: Endpoint }) {
  const { t } = useTranslation()
  const words = useTypeWords()
  const { callCentre, zone, language } = useWorkplace()
  const { filter } = of
  const only = [
    ...(filter.side ? [t(`webhooks.form.${filter.side as 'requester' | 'replier'}`)] : []),
    ...(filter.workflows ?? []),
    ...(filter.products ?? []),
    ...(filter.centres ?? []).map((id) => callCentre(id)?.city || id),
  ]
  return (
    <Container header={<Header variant="h2">{t('webhooks.details')}</Header>}>
      <KeyValuePairs
        columns={3}
        minColumnWidth={220}
        items={[
          {
            label: t('webhooks.column.state'),
            value: <StatusIndicator type={LIGHT[stateOf(of)]}>{t(`webhooks.state.${stateOf(of)}`)}</StatusIndicator>,
          },
          { label: t('webhooks.column.success'), value: of.lastSuccess ? <Instant at={of.lastSuccess} /> : t('webhooks.never') },
          {
            label: t('webhooks.column.waiting'),
            value: of.waiting >= 100 ? t('webhooks.waitingMost', { count: of.waiting }) : String(of.waiting),
          },
          { label: t('webhooks.address'), value: <span className="wa-break">{of.url}</span> },
          { label: t('webhooks.contact'), value: <span className="wa-break">{of.contact}</span> },
          { label: t('webhooks.types'), value: of.types.length === 0 ? t('webhooks.everything') : of.types.map(words).join(', ') },
          { label: t('webhooks.filter'), value: only.length === 0 ? t('webhooks.noFilter') : only.join(', ') },
          ...(of.oldSecretEndsAt
            ? [
                {
                  label: t('webhooks.oldSecret'),
                  value: t('webhooks.oldSecretUntil', { time: formatInstant(of.oldSecretEndsAt, zone, language) }),
                },
              ]
            : []),
        ]}
      />
    </Container>
  )
}
