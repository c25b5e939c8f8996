import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useDataHub } from '../../api/late'
import type { HubLine } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { monthsBefore } from '../../logic/dataHub'
import { formatMonth } from '../../logic/instant'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { NotYours } from '../admin/NotYours'
import { CellDetails } from './CellDetails'
import { Matrix } from './Matrix'

const MONTHS = 13

/** Whose data are missing: by partner and by event or message, and which items lack them. */
export default function HubPage() {
  const { can } = useWorkplace()
  return can('supervisor', 'operator-administrator', 'network-administrator') ? <Hub /> : <NotYours />
}

function Hub() {
  const { t } = useTranslation()
  const { language, me } = useWorkplace()
  const [address, setAddress] = useSearchParams()
  const [cell, setCell] = useState<HubLine>()
  usePageTitle(t('hub.title'))
  const months = monthsBefore(new Date().toISOString().slice(0, 10), MONTHS)
  const month = address.get('month') ?? months[0] ?? ''
  const own = me.operator?.code ?? ''
  const sent = !own || address.get('side') === 'sent'
  const hub = useDataHub(month)
  const set = (change: Record<string, string>) => setAddress({ ...Object.fromEntries(address), ...change }, { replace: true })
  const option = (one: string) => ({ value: one, label: formatMonth(one, language) })
  const lines = sent ? hub.data?.sent : hub.data?.received
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={t('hub.about')}
        actions={
          <Select
            ariaLabel={t('hub.month')}
            selectedOption={option(month)}
            options={(months.includes(month) ? months : [month, ...months]).map(option)}
            onChange={({ detail }) => set({ month: detail.selectedOption.value ?? month })}
          />
        }
      >
        {t('hub.title')}
      </Header>
      {own && (
        <SegmentedControl
          label={t('hub.side')}
          selectedId={sent ? 'sent' : 'received'}
          options={(['received', 'sent'] as const).map((side) => ({ id: side, text: t(`hub.${side}`) }))}
          onChange={({ detail }) => set({ side: detail.selectedId })}
        />
      )}
      {hub.error && !hub.data ? (
        <ProblemAlert error={hub.error} retry={() => void hub.refetch()} />
      ) : hub.data ? (
        <Matrix
          title={t(own ? (sent ? 'hub.sent' : 'hub.received') : 'hub.network')}
          partner={t(own ? 'hub.partner' : 'hub.operator')}
          expected={hub.data.expected}
          lines={lines ?? []}
          open={setCell}
        />
      ) : (
        <Loading />
      )}
      {cell && hub.data && (
        <CellDetails
          line={cell}
          expected={hub.data.expected.find((one) => one.code === cell.code)}
          delayHours={hub.data.delayHours}
          month={month}
          from={sent ? own || cell.partner : cell.partner}
          to={own ? (sent ? cell.partner : own) : ''}
          close={() => setCell(undefined)}
        />
      )}
    </SpaceBetween>
  )
}
