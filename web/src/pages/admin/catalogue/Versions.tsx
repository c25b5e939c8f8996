import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { type Difference, useCatalogueVersions, useDifferences } from '../../../api/admin'
import { useWorkplace } from '../../../app/workplace'
import { dateOf } from '../../../logic/calendarText'
import { nameOf, placesOf } from '../../../logic/changeWords'
import { matches } from '../../../logic/filter'
import { formatDate } from '../../../logic/instant'
import { languageNames } from '../../../logic/languages'
import { Empty } from '../../../parts/Empty'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { useInAddress } from '../../../parts/useInAddress'
import { Terms } from './Terms'

const LOOK = { past: 'stopped', inForce: 'success', coming: 'pending' } as const
const AT_ONCE = 100

/** Every release, and what one says otherwise than another. */
export function Versions() {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const versions = useCatalogueVersions()
  const all = versions.data ?? []
  const [address, setAddress] = useSearchParams()
  const named = (which: 'from' | 'to') => all.find((one) => one.version === address.get(which))?.version
  const inForce = all.findIndex((one) => one.state === 'inForce')
  const to = named('to') ?? all[Math.max(inForce, 0)]?.version ?? ''
  const from = named('from') ?? all[Math.max(inForce, 0) + 1]?.version ?? ''
  const options = all.map(({ version }) => ({ value: version, label: version }))
  const pick = (which: 'from' | 'to', value: string) => (
    <FormField label={t(`catalogue.${which}`)}>
      <Select
        selectedOption={options.find((one) => one.value === value) ?? null}
        options={options}
        placeholder={t('form.choose')}
        expandToViewport
        onChange={({ detail }) =>
          setAddress({ ...Object.fromEntries(address), from, to, [which]: detail.selectedOption.value ?? '' }, { replace: true })
        }
      />
    </FormField>
  )
  if (versions.error && !versions.data) return <ProblemAlert error={versions.error} retry={() => void versions.refetch()} />
  return (
    <SpaceBetween size="l">
      <Table
        header={<Header variant="h2">{t('catalogue.versions')}</Header>}
        items={all}
        trackBy="version"
        loading={versions.isPending}
        loadingText={t('common.loading')}
        ariaLabels={{ tableLabel: t('catalogue.versions') }}
        columnDefinitions={[
          { id: 'version', header: t('catalogue.version'), isRowHeader: true, cell: (one) => one.version },
          { id: 'from', header: t('catalogue.since'), cell: (one) => formatDate(one.inForceFrom, language) },
          {
            id: 'state',
            header: t('column.state'),
            cell: (one) => <StatusIndicator type={LOOK[one.state]}>{t(`catalogue.states.${one.state}`)}</StatusIndicator>,
          },
        ]}
        empty={<Empty title={t('catalogue.none')} teach={t('catalogue.noneTeach')} />}
      />
      <Terms />
      {all.length > 1 && (
        <SpaceBetween size="m">
          <Header variant="h2" description={t('catalogue.differencesHelp')}>
            {t('catalogue.differences')}
          </Header>
          <div className="wa-facts">
            {pick('from', from)}
            {pick('to', to)}
          </div>
          <Differences from={from} to={to} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  )
}

function Differences({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation()
  const { catalogue, language } = useWorkplace()
  const differences = useDifferences(from, to)
  const [wanted, setWanted] = useInAddress('q')
  const [shown, setShown] = useState(AT_ONCE)
  if (from === to) return <div className="wa-soft">{t('catalogue.same')}</div>
  if (differences.error) return <ProblemAlert error={differences.error} retry={() => void differences.refetch()} />
  /** "Workflow Where is it? › Level 2 › Reply Lost": every step by its kind and its name. */
  const where = ({ path }: Difference) => {
    const places = placesOf(path)
    const workflow = places.find((one) => one.kind === 'workflows')?.code ?? ''
    return places
      .filter((one) => !(one.kind === 'labels' && one.code === ''))
      .map((one) => {
        const kind = t(`change.${one.kind as 'products'}`, { defaultValue: one.kind })
        const name = one.kind === 'labels' ? languageNames([one.code], language) : nameOf(one, catalogue, workflow)
        return name ? `${kind} ${name}${name === one.code || one.kind === 'levels' ? '' : ` (${one.code})`}` : kind
      })
      .join(' › ')
  }
  /** A value as it stands in the release: yes and no in words, a day as it is written here, a label marked with its language. */
  const said = ({ path }: Difference, value: string | undefined) => {
    if (value === 'true' || value === 'false') return t(value === 'true' ? 'common.yes' : 'common.no')
    if (value && dateOf(value) === value) return formatDate(value, language)
    const last = placesOf(path).at(-1)
    return <span lang={last?.kind === 'labels' ? last.code || undefined : undefined}>{value}</span>
  }
  const all = (differences.data ?? []).map((one) => ({ ...one, where: where(one) }))
  const found = all.filter((one) => matches(wanted, one.where, one.from, one.to))
  return (
    <Table
      items={found.slice(0, shown)}
      trackBy="path"
      wrapLines
      loading={differences.isLoading}
      loadingText={t('common.loading')}
      ariaLabels={{ tableLabel: t('catalogue.differences') }}
      filter={
        <TextFilter
          filteringText={wanted}
          filteringPlaceholder={t('catalogue.find')}
          filteringAriaLabel={t('catalogue.find')}
          countText={t('partners.found', { count: found.length })}
          onChange={({ detail }) => setWanted(detail.filteringText)}
        />
      }
      columnDefinitions={[
        { id: 'where', header: t('catalogue.where'), isRowHeader: true, cell: (one) => one.where, minWidth: 240 },
        { id: 'kind', header: t('catalogue.change'), cell: (one) => t(`catalogue.kinds.${one.kind}`) },
        { id: 'from', header: t('catalogue.from'), cell: (one) => said(one, one.from) },
        { id: 'to', header: t('catalogue.to'), cell: (one) => said(one, one.to) },
      ]}
      empty={<Empty title={t('catalogue.alike')} teach={t('catalogue.alikeTeach')} />}
      footer={
        found.length > shown ? (
          <Box textAlign="center">
            <Button onClick={() => setShown(shown + AT_ONCE)}>{t('folder.more')}</Button>
          </Box>
        ) : undefined
      }
    />
  )
}
