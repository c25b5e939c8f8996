import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { type IssuedKey, type MachineKey, type Scope, useMachineKeys } from '../../../api/machines'
import { useWorkplace } from '../../../app/workplace'
import { formatDate, formatInstant, formatLastDay } from '../../../logic/instant'
import { expiresSoon, used } from '../../../logic/machineKeys'
import { Empty } from '../../../parts/Empty'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { usePageTitle } from '../../../parts/usePageTitle'
import { NotYours } from '../NotYours'
import { KeyForm } from './KeyForm'
import { RevokeKey } from './RevokeKey'
import { RotateKey } from './RotateKey'
import { ShowKey } from './ShowKey'

/** Charts are large: they come when somebody looks at one. */
const KeyUse = lazy(() => import('./KeyUse'))

type Doing = { what: 'make' } | { what: 'usage' | 'rotate' | 'revoke'; key: MachineKey } | { what: 'show'; key: IssuedKey }

/** The keys of an operator's systems: what each may do, until when, and how much it does. */
export default function MachinesPage() {
  const { t } = useTranslation()
  const { me, operators, can, language, callCentre, zone } = useWorkplace()
  const network = can('network-administrator')
  const [address, setAddress] = useSearchParams()
  const operator = (network && address.get('operator')) || (me.operator?.code ?? operators[0]?.code ?? '')
  const [doing, setDoing] = useState<Doing>()
  const keys = useMachineKeys(operator)
  usePageTitle(t('machine.title'))
  if (!network && !can('operator-administrator')) return <NotYours />
  if (keys.error && !keys.data) return <ProblemAlert error={keys.error} retry={() => void keys.refetch()} />
  const all = keys.data?.items ?? []
  const close = () => setDoing(undefined)
  const show = (key: IssuedKey) => setDoing({ what: 'show', key })
  const options = operators.map((one) => ({ value: one.code, label: one.name, description: one.code }))

  const expiry = (key: MachineKey) => (
    <>
      {key.state === 'active' ? (
        <StatusIndicator type={expiresSoon(key, keys.dataUpdatedAt) ? 'warning' : 'success'}>
          {expiresSoon(key, keys.dataUpdatedAt) && `${t('machine.soon')}: `}
          {formatLastDay(key.expiresAt, zone, language)}
        </StatusIndicator>
      ) : (
        <StatusIndicator type="stopped">
          {t(`machine.state.${key.state}`)}: {formatLastDay(key.revokedAt ?? key.expiresAt, zone, language)}
        </StatusIndicator>
      )}
      {key.oldEndsAt && (
        <div className="wa-soft wa-small">{t('machine.oldUntil', { time: formatInstant(key.oldEndsAt, zone, language) })}</div>
      )}
      {key.revokedBy && <div className="wa-soft wa-small">{t('machine.revokedBy', { name: key.revokedBy.name })}</div>}
    </>
  )
  const today = (key: MachineKey) => (
    <>
      <Amount sentence="machine.requests" count={key.today.requests} limit={key.limits.requestsPerDay} />
      {key.scopes.includes('track') && <Amount sentence="machine.records" count={key.today.records} limit={key.limits.recordsPerDay} />}
    </>
  )
  const actions = (key: MachineKey) => (
    <ButtonDropdown
      variant="icon"
      ariaLabel={t('machine.more', { name: key.name })}
      expandToViewport
      items={[
        { id: 'usage', text: t('machine.use.button') },
        ...(key.state === 'active'
          ? [
              { id: 'rotate', text: t('machine.rotate.button') },
              { id: 'revoke', text: t('machine.revoke.button') },
            ]
          : []),
      ]}
      onItemClick={({ detail }) => setDoing({ what: detail.id as 'usage' | 'rotate' | 'revoke', key })}
    />
  )

  return (
    <>
      <Table
        variant="full-page"
        wrapLines
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={`(${all.filter((one) => one.state === 'active').length})`}
            description={t('machine.about')}
            actions={
              <Button variant="primary" disabled={!keys.data} onClick={() => setDoing({ what: 'make' })}>
                {t('machine.add')}
              </Button>
            }
          >
            {t('machine.title')}
          </Header>
        }
        filter={
          network && (
            <FormField label={t('machine.operator')}>
              <Select
                filteringType="auto"
                selectedOption={options.find((one) => one.value === operator) ?? null}
                options={options}
                onChange={({ detail }) => setAddress({ operator: detail.selectedOption.value ?? '' }, { replace: true })}
              />
            </FormField>
          )
        }
        items={all}
        trackBy="prefix"
        loading={keys.isPending}
        loadingText={t('common.loading')}
        ariaLabels={{ tableLabel: t('machine.title') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('machine.column.name'),
            isRowHeader: true,
            minWidth: 180,
            cell: (key) => (
              <>
                <div>{key.name}</div>
                <code className="wa-small">wpk_{key.prefix}_…</code>
                <div className="wa-soft wa-small">{key.contact}</div>
              </>
            ),
          },
          {
            id: 'actions',
            header: <span className="wa-hidden">{t('machine.column.actions')}</span>,
            width: 64,
            cell: actions,
          },
          {
            id: 'scopes',
            header: t('machine.column.scopes'),
            minWidth: 140,
            cell: (key) => (
              <>
                <SpaceBetween direction="horizontal" size="xxs">
                  {key.scopes.map((scope) => (
                    <Badge key={scope} color={scope === 'administer' ? 'severity-medium' : 'grey'}>
                      {t(`machine.scope.${scope as Scope}`)}
                    </Badge>
                  ))}
                </SpaceBetween>
                {key.centre && (
                  <div className="wa-soft wa-small">{t('machine.actsFor', { centre: callCentre(key.centre)?.city || key.centre })}</div>
                )}
              </>
            ),
          },
          { id: 'expires', header: t('machine.column.expires'), minWidth: 150, cell: expiry },
          {
            id: 'used',
            header: t('machine.column.used'),
            cell: (key) => (key.lastUsed ? formatDate(key.lastUsed, language) : t('machine.never')),
          },
          { id: 'today', header: t('machine.column.today'), minWidth: 165, cell: today },
        ]}
        empty={<Empty title={t('machine.empty')} teach={t('machine.teach')} />}
      />
      {doing?.what === 'make' && keys.data && <KeyForm operator={operator} terms={keys.data.terms} onClose={close} onMade={show} />}
      {doing?.what === 'usage' && (
        <Suspense>
          <KeyUse of={doing.key} onClose={close} />
        </Suspense>
      )}
      {doing?.what === 'rotate' && <RotateKey of={doing.key} onClose={close} onMade={show} />}
      {doing?.what === 'revoke' && <RevokeKey of={doing.key} onClose={close} />}
      {doing?.what === 'show' && <ShowKey of={doing.key} onClose={close} />}
    </>
  )
}

function Amount({ sentence, count, limit }: { sentence: 'machine.requests' | 'machine.records'; count: number; limit: number }) {
  const { t } = useTranslation()
  return (
    <div className="wa-amount">
      <span className="wa-small">{t(sentence, { count, limit })}</span>
      <progress className="wa-used" value={used(count, limit)} max={100} aria-hidden="true" />
    </div>
  )
}
