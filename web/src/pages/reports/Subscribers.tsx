import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import Toggle from '@cloudscape-design/components/toggle'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useColleagues } from '../../api/privacy'
import { useSubscribe, useSubscribers, useUnsubscribe, type WrittenAbout } from '../../api/reports'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { languageNames } from '../../logic/languages'
import { Instant } from '../../parts/Instant'

/** The switch for one's own letters, and for administrators everybody who is written to. */
export function Subscribers({ about }: { about: WrittenAbout }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language, can } = useWorkplace()
  const subscribers = useSubscribers(about)
  const subscribe = useSubscribe(about)
  const unsubscribe = useUnsubscribe(about)
  const all = subscribers.data?.items ?? []
  const mine = all.find((one) => one.mine)
  const failed = { onError: flash.failed }
  const switched = (on: boolean) =>
    on ? subscribe.mutate({ agent: 'me', language: language.slice(0, 2) }, failed) : unsubscribe.mutate('me', failed)
  return (
    <SpaceBetween size="l">
      <Container>
        <Toggle
          checked={Boolean(mine)}
          disabled={subscribers.isPending || subscribe.isPending || unsubscribe.isPending}
          description={t(about === 'signals' ? 'signals.lettersAbout' : 'reporting.subscribeAbout')}
          onChange={({ detail }) => switched(detail.checked)}
        >
          {t(mine ? (about === 'signals' ? 'signals.lettersOn' : 'reporting.subscribed') : 'reporting.subscribe')}
        </Toggle>
        {mine?.paused && <StatusIndicator type="warning">{t('reporting.paused')}</StatusIndicator>}
      </Container>
      {can('operator-administrator') && (
        <Table
          header={
            <Header
              variant="h2"
              counter={`(${all.length})`}
              description={t(about === 'signals' ? 'signals.subscribersAbout' : 'reporting.subscribersAbout')}
              actions={<Add about={about} />}
            >
              {t('reporting.subscribers')}
            </Header>
          }
          items={all}
          trackBy="agent"
          ariaLabels={{ tableLabel: t('reporting.subscribers') }}
          columnDefinitions={[
            { id: 'name', header: t('reporting.subscriber'), isRowHeader: true, cell: (one) => one.name || t('reporting.gone') },
            { id: 'language', header: t('reporting.language'), cell: (one) => languageNames([one.language], language) },
            { id: 'since', header: t('reporting.since'), cell: (one) => <Instant at={one.since} /> },
            {
              id: 'paused',
              header: t('reports.state'),
              cell: (one) =>
                one.paused ? <StatusIndicator type="warning">{t('reporting.pausedShort')}</StatusIndicator> : t('reports.none'),
            },
            {
              id: 'remove',
              header: <span className="wa-hidden">{t('reporting.remove', { name: '' })}</span>,
              cell: (one) => (
                <Button
                  variant="icon"
                  iconName="remove"
                  ariaLabel={t('reporting.remove', { name: one.name || t('reporting.gone') })}
                  onClick={() => unsubscribe.mutate(one.agent, failed)}
                />
              ),
            },
          ]}
          empty={t('reporting.subscribersNone')}
        />
      )}
    </SpaceBetween>
  )
}

function Add({ about }: { about: WrittenAbout }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language } = useWorkplace()
  const colleagues = useColleagues()
  const subscribe = useSubscribe(about)
  const [chosen, setChosen] = useState('')
  const options = (colleagues.data ?? []).map((one) => ({ value: one.subject, label: one.name }))
  const add = () =>
    subscribe.mutate({ agent: chosen, language: language.slice(0, 2) }, { onError: flash.failed, onSuccess: () => setChosen('') })
  return (
    <FormField label={<span className="wa-hidden">{t('reporting.add')}</span>}>
      <SpaceBetween direction="horizontal" size="xs">
        <Select
          selectedOption={options.find((one) => one.value === chosen) ?? null}
          options={options}
          placeholder={t('reporting.add')}
          filteringType="auto"
          onChange={({ detail }) => setChosen(detail.selectedOption.value ?? '')}
        />
        <Button disabled={chosen === ''} loading={subscribe.isPending} onClick={add}>
          {t('reporting.addDo')}
        </Button>
      </SpaceBetween>
    </FormField>
  )
}
