import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Multiselect from '@cloudscape-design/components/multiselect'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { Metric, ReportQuery } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { monthsBefore } from '../../logic/dataHub'
import {
  byAgent,
  DAYS,
  type Dimension,
  type Fault,
  type Filter,
  filters as filtersBy,
  goesWith,
  groupsOf,
  MOST,
  mayByAgent,
  monthsOf,
  notByAgent,
  ofEveryone,
  type Whose,
  whoseOf,
  withEveryone,
  withGroup,
  withWhose,
} from '../../logic/insightQuery'
import { formatMonth } from '../../logic/instant'
import { useAsker, useDimensions } from './useLook'
import { useValueOptions } from './useValueOptions'
import { useDimensionName, useDimensionTitle, useListed, useMetricName, useMissing } from './words'

interface Props {
  query: ReportQuery
  set(query: ReportQuery): void
  metrics: readonly Metric[]
  fault: Fault | undefined
  now: string
}

/** The later of two months. */
const latest = (...months: string[]) => months.sort().at(-1) ?? ''
/** Whether a fault is about the time. */
const OF_TIME: readonly (Fault | undefined)[] = ['order', 'months', 'future', 'lastYear', 'years']

/** What a report asks: figures, what they are broken down by, of what, and when. No codes, no SQL. */
export function BuilderForm(props: Props) {
  const { t } = useTranslation()
  return (
    <Container header={<Header variant="h2">{t('insights.builder.what')}</Header>}>
      <SpaceBetween size="l">
        <Measures {...props} />
        <Groups {...props} />
        <Filters {...props} />
        <Time {...props} />
      </SpaceBetween>
    </Container>
  )
}

function Measures({ query, set, metrics, fault }: Props) {
  const { t, i18n } = useTranslation()
  const { network, shared } = useAsker()
  const name = useMetricName()
  const missing = useMissing()
  const options = metrics
    .filter((one) => one.missing !== '' || !byAgent(query) || one.byAgent || query.measures.includes(one.code))
    .map((one) => ({
      value: one.code,
      label: name(one),
      description:
        missing(one) || (i18n.exists(`insights.meaning.${one.code}`) ? t(`insights.meaning.${one.code as 'requests'}`) : one.formula),
      ...(one.missing === '' ? {} : { disabled: true, labelTag: t('insights.builder.noFigure') }),
    }))
  return (
    <SpaceBetween size="l">
      <FormField
        label={t('insights.builder.measures')}
        description={t('insights.builder.measuresHelp')}
        errorText={fault === 'measures' && t('insights.builder.fault.measures')}
      >
        <Multiselect
          options={options}
          selectedOptions={query.measures.map((code) => ({ value: code, label: options.find((one) => one.value === code)?.label ?? code }))}
          placeholder={t('insights.builder.measuresChoose')}
          filteringType="auto"
          filteringPlaceholder={t('insights.builder.find')}
          tokenLimit={6}
          expandToViewport
          onChange={({ detail }) =>
            set({ ...query, measures: detail.selectedOptions.flatMap((one) => one.value ?? []).slice(0, MOST.measures) })
          }
        />
      </FormField>
      <FormField label={t('insights.builder.side')}>
        <RadioGroup
          value={whoseOf(query)}
          items={(['replier', 'requester', 'both'] as const).map((value) => ({
            value,
            label: t(`insights.builder.${network ? 'networkSides' : 'sides'}.${value}`),
          }))}
          onChange={({ detail }) => set(withWhose(query, detail.value as Whose))}
        />
      </FormField>
      {((shared && !network) || ofEveryone(query)) && (
        <FormField label={t('insights.builder.posts')} errorText={fault === 'everyone' && t('insights.builder.fault.everyone')}>
          <RadioGroup
            value={ofEveryone(query) ? 'everyone' : 'own'}
            items={[
              { value: 'own', label: t('insights.builder.own') },
              { value: 'everyone', label: t('insights.builder.everyone'), description: t('insights.builder.everyoneAbout') },
            ]}
            onChange={({ detail }) => set(withEveryone(query, detail.value === 'everyone'))}
          />
        </FormField>
      )}
    </SpaceBetween>
  )
}

/** What a question may be broken down and filtered by: other posts' sums by post too. */
function useOffered(query: ReportQuery): readonly Dimension[] {
  const offered = useDimensions()
  return ofEveryone(query) && !offered.includes('operator') ? ['operator', ...offered] : offered
}

function Groups({ query, set, metrics, fault }: Props) {
  const { t } = useTranslation()
  const title = useDimensionTitle()
  const listed = useListed()
  const name = useMetricName()
  const offered = useOffered(query)
  const groups = groupsOf(query)
  const most = MOST.dimensions - 1
  return (
    <SpaceBetween size="xs">
      {Array.from({ length: Math.min(most, groups.length + 1) }, (_, at) => {
        const chosen = groups[at] ?? ''
        const rest = { ...query, dimensions: query.dimensions?.filter((one) => one !== chosen) }
        const fixed = ofEveryone(query) && chosen === 'operator'
        const left = offered.filter((one) => one !== 'side' && one !== chosen && !groups.includes(one) && goesWith(rest, one))
        const options = [
          ...(fixed ? [] : [{ value: '', label: t('insights.builder.nothing') }]),
          ...(chosen ? [{ value: chosen, label: title(chosen) }] : []),
          ...(fixed ? [] : left).map((one) => {
            if (one !== 'agent' || mayByAgent(rest, metrics)) return { value: one as string, label: title(one) }
            const figures = notByAgent(rest, metrics).map((code) =>
              name(
                metrics.find((metric) => metric.code === code),
                code,
              ),
            )
            const why = figures.length > 0 ? t('insights.agent.notOf', { figures: listed(figures) }) : t('insights.agent.notWith')
            return { value: one as string, label: title(one), description: why, disabled: true }
          }),
        ]
        const last = at === Math.min(most, groups.length + 1) - 1
        return (
          <FormField
            key={chosen || `next ${at}`}
            label={t(at === 0 ? 'insights.builder.by' : 'insights.builder.thenBy')}
            errorText={last && (fault === 'compared' || fault === 'agents') && t(`insights.builder.fault.${fault}`)}
          >
            <Select
              selectedOption={options.find((one) => one.value === chosen) ?? null}
              options={options}
              expandToViewport
              onChange={({ detail }) => set(withGroup(query, at, detail.selectedOption.value ?? ''))}
            />
          </FormField>
        )
      })}
      {byAgent(query) && <Box variant="small">{t('insights.agent.about')}</Box>}
    </SpaceBetween>
  )
}

function Filters({ query, set, fault }: Props) {
  const { t } = useTranslation()
  const title = useDimensionTitle()
  const named = useDimensionName()
  const offered = useOffered(query)
  const values = useValueOptions()
  const all = query.filters ?? []
  const left = offered.filter(
    (one) =>
      filtersBy(one) &&
      one !== 'week' &&
      !DAYS.includes(one) &&
      one !== 'inquiry' &&
      goesWith(query, one) &&
      !all.some(({ dimension }) => dimension === one),
  )
  const change = (at: number, filter: Filter | undefined) =>
    set({ ...query, filters: all.flatMap((one, k) => (k === at ? (filter ?? []) : one)) })
  return (
    <div>
      <Box variant="awsui-key-label">{t('insights.builder.filters')}</Box>
      <Box variant="small">{t('insights.builder.filtersHelp')}</Box>
      <SpaceBetween size="s">
        {all.map((filter, at) => {
          const options = values(filter.dimension, filter.values)
          return (
            <FormField
              key={filter.dimension}
              label={title(filter.dimension)}
              errorText={fault === 'values' && filter.values.length === 0 && t('insights.builder.fault.values')}
              info={
                <Button
                  variant="inline-icon"
                  iconName="close"
                  ariaLabel={t('insights.builder.removeFilter', { dimension: named(filter.dimension) })}
                  onClick={() => change(at, undefined)}
                />
              }
            >
              <Multiselect
                options={options}
                selectedOptions={filter.values.map((value) => options.find((one) => one.value === value) ?? { value, label: value })}
                placeholder={t('insights.builder.valuesChoose')}
                filteringType={options.length > 8 ? 'auto' : 'none'}
                filteringPlaceholder={t('insights.builder.find')}
                virtualScroll={options.length > 50}
                expandToViewport
                onChange={({ detail }) =>
                  change(at, { ...filter, values: detail.selectedOptions.flatMap((one) => one.value ?? []).slice(0, MOST.values) })
                }
              />
            </FormField>
          )
        })}
        {all.length < MOST.filters && left.length > 0 && (
          <ButtonDropdown
            expandToViewport
            items={left.map((one) => ({ id: one, text: title(one) }))}
            onItemClick={({ detail }) => set({ ...query, filters: [...all, { dimension: detail.id, values: [] }] })}
          >
            {t('insights.builder.addFilter')}
          </ButtonDropdown>
        )}
      </SpaceBetween>
    </div>
  )
}

function Time({ query, set, fault, now }: Props) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const { period } = query
  const rolling = 'last' in period
  const { from, to } = monthsOf(period, now)
  const months = monthsBefore(`${now}-01`, MOST.months)
  const option = (month: string) => ({ value: month, label: formatMonth(month, language) })
  const month = (label: string, value: string, change: (month: string) => void, errorText?: string) => (
    <FormField label={label} errorText={errorText}>
      <Select
        selectedOption={option(value)}
        options={(months.includes(value) ? months : [...months, value]).map(option)}
        expandToViewport
        onChange={({ detail }) => change(detail.selectedOption.value ?? value)}
      />
    </FormField>
  )
  const compares = [
    { value: '', label: t('insights.compare.none') },
    { value: 'before', label: t('insights.compare.before') },
    ...(byAgent(query) && query.compare !== 'lastYear' ? [] : [{ value: 'lastYear', label: t('insights.compare.lastYear') }]),
  ]
  const said = fault && OF_TIME.includes(fault) ? t(`insights.builder.fault.${fault}`) : undefined
  return (
    <SpaceBetween size="s">
      <FormField label={t('insights.builder.time')}>
        <RadioGroup
          value={rolling ? 'last' : 'fixed'}
          items={(['last', 'fixed'] as const).map((value) => ({ value, label: t(`insights.builder.${value}`) }))}
          onChange={({ detail }) =>
            set({ ...query, period: detail.value === 'last' ? { last: 3, running: false } : monthsOf(period, now) })
          }
        />
      </FormField>
      {rolling ? (
        <>
          <FormField label={t('insights.builder.lastCount')} errorText={said}>
            <Input
              type="number"
              inputMode="numeric"
              value={String(period.last)}
              onChange={({ detail }) =>
                set({ ...query, period: { ...period, last: Math.min(MOST.months, Math.max(1, Math.round(Number(detail.value)) || 1)) } })
              }
            />
          </FormField>
          <Checkbox checked={period.running} onChange={({ detail }) => set({ ...query, period: { ...period, running: detail.checked } })}>
            {t('insights.builder.running')}
          </Checkbox>
          <Box variant="small">
            {formatMonth(from, language)}
            {from !== to && ` – ${formatMonth(to, language)}`}
          </Box>
        </>
      ) : (
        <div className="wa-fields">
          {month(t('insights.builder.from'), from, (value) => set({ ...query, period: { from: value, to: latest(value, to) } }))}
          {month(
            t('insights.builder.to'),
            to,
            (value) => set({ ...query, period: { from: latest(value, from) === value ? from : value, to: value } }),
            said,
          )}
        </div>
      )}
      <FormField label={t('insights.compare.label')}>
        <Select
          selectedOption={compares.find((one) => one.value === (query.compare ?? '')) ?? null}
          options={compares}
          expandToViewport
          onChange={({ detail }) => set({ ...query, compare: detail.selectedOption.value || undefined })}
        />
      </FormField>
    </SpaceBetween>
  )
}
