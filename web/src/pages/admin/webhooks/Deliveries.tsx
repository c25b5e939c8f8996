import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { type Delivery, type DeliveryState, type Endpoint, STATES, useDeliveries, useReplayMany } from '../../../api/webhooks'
import { useFlash } from '../../../app/flash'
import { useFollow } from '../../../app/follow'
import { instantOf } from '../../../logic/webhooks'
import { DateTimeInput } from '../../../parts/DateTimeInput'
import { useFormDraft } from '../../../parts/drafts'
import { Empty } from '../../../parts/Empty'
import { Instant } from '../../../parts/Instant'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { Dialog } from './Dialog'
import { DELIVERY_LIGHT, useAttemptWords, useTypeWords } from './words'

/** What an endpoint was and is to be told, the latest first. */
export function Deliveries({ of }: { of: Endpoint }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const words = useTypeWords()
  const said = useAttemptWords()
  const [query, setQuery] = useSearchParams()
  const [asking, setAsking] = useState(false)
  const state = STATES.find((one) => one === query.get('show'))
  const found = useDeliveries(of.id, state)
  const rows = found.data?.pages.flatMap((page) => page.items) ?? []
  if (found.error && rows.length === 0) return <ProblemAlert error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      <Table
        wrapLines
        header={
          <Header
            variant="h2"
            description={t('webhooks.deliveriesAbout')}
            actions={<Button onClick={() => setAsking(true)}>{t('webhooks.replay.button')}</Button>}
          >
            {t('webhooks.deliveries')}
          </Header>
        }
        filter={
          <SegmentedControl
            label={t('webhooks.show.label')}
            selectedId={state ?? 'all'}
            options={(['all', ...STATES] as const).map((id) => ({ id, text: t(`webhooks.show.${id}`) }))}
            onChange={({ detail }) => setQuery(detail.selectedId === 'all' ? {} : { show: detail.selectedId }, { replace: true })}
          />
        }
        items={rows}
        trackBy="id"
        loading={found.isLoading}
        loadingText={t('common.loading')}
        ariaLabels={{ tableLabel: t('webhooks.deliveries') }}
        columnDefinitions={[
          {
            id: 'change',
            header: t('webhooks.delivery.change'),
            isRowHeader: true,
            minWidth: 160,
            cell: (one) => (
              <>
                <Link href={`/administration/webhooks/deliveries/${one.id}`} onFollow={follow}>
                  {words(one.type)}
                </Link>
                <div className="wa-soft wa-small">{one.messageId}</div>
              </>
            ),
          },
          { id: 'planned', header: t('webhooks.delivery.planned'), minWidth: 140, cell: (one) => <Instant at={one.plannedAt} /> },
          { id: 'state', header: t('webhooks.delivery.state'), minWidth: 160, cell: (one) => <State of={one} /> },
          {
            id: 'last',
            header: t('webhooks.delivery.last'),
            minWidth: 160,
            cell: (one) => (one.last ? said(one.last) : t('webhooks.delivery.noAttempt')),
          },
          { id: 'tries', header: t('webhooks.delivery.tries'), cell: (one) => one.tries },
        ]}
        empty={<Empty title={t('webhooks.delivery.none')} teach={t(state ? 'webhooks.delivery.noneOf' : 'webhooks.delivery.noneText')} />}
        footer={
          found.hasNextPage ? (
            <Box textAlign="center">
              <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {t('webhooks.delivery.more')}
              </Button>
            </Box>
          ) : undefined
        }
      />
      {asking && <ReplayMany of={of} onClose={() => setAsking(false)} />}
    </>
  )
}

/** How far a delivery is; of one that waits also what for. */
export function State({ of }: { of: Delivery }) {
  const { t } = useTranslation()
  const state = of.state as DeliveryState
  return (
    <>
      <StatusIndicator type={DELIVERY_LIGHT[state]}>{t(`webhooks.delivery.states.${state}`)}</StatusIndicator>
      {of.replays > 0 && <div className="wa-soft wa-small">{t('webhooks.delivery.replays', { count: of.replays })}</div>}
      {state === 'waiting' && !of.nextAt && <div className="wa-soft wa-small">{t('webhooks.delivery.itsTurn')}</div>}
      {state === 'waiting' && of.nextAt && <NextTry at={of.nextAt} />}
    </>
  )
}

function NextTry({ at }: { at: string }) {
  const { t } = useTranslation()
  const [before = '', after = ''] = t('webhooks.delivery.next', { time: '|' }).split('|')
  return (
    <div className="wa-soft wa-small">
      {before}
      <Instant at={at} />
      {after}
    </div>
  )
}

function ReplayMany({ of, onClose }: { of: Endpoint; onClose(): void }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const replay = useReplayMany()
  const [form, change, forget] = useFormDraft(`webhook.replay.${of.id}`, { what: 'failed' as 'failed' | 'range', from: '', to: '' })
  const { what, from, to } = form
  const [first, last] = [instantOf(from), instantOf(to)]
  const close = () => {
    forget()
    onClose()
  }
  const go = () =>
    replay.mutate(
      {
        id: of.id,
        ...(what === 'failed' ? { state: 'failed' as const } : { ...(first ? { from: first } : {}), ...(last ? { to: last } : {}) }),
      },
      {
        onSuccess: (count) => {
          flash.done(t('webhooks.replay.done', { count }))
          close()
        },
      },
    )
  return (
    <Dialog
      title={t('webhooks.replay.title')}
      go={t('webhooks.replay.go')}
      ready={what === 'failed' || first !== undefined}
      busy={replay.isPending}
      error={replay.error}
      onGo={go}
      onClose={close}
    >
      <div>{t('webhooks.replay.about')}</div>
      <RadioGroup
        value={what}
        ariaLabel={t('webhooks.replay.title')}
        items={(['failed', 'range'] as const).map((value) => ({ value, label: t(`webhooks.replay.${value}`) }))}
        onChange={({ detail }) => change({ what: detail.value === 'range' ? 'range' : 'failed' })}
      />
      {what === 'range' && (
        <>
          <FormField label={t('webhooks.replay.from')}>
            <DateTimeInput value={from} onChange={(at) => change({ from: at })} />
          </FormField>
          <FormField label={t('webhooks.replay.to')}>
            <DateTimeInput value={to} onChange={(at) => change({ to: at })} />
          </FormField>
        </>
      )}
    </Dialog>
  )
}
