import Box from '@cloudscape-design/components/box'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../../app/workplace'
import { monthsBefore } from '../../../logic/dataHub'
import { byAgent, type Fault, MOST, monthsOf } from '../../../logic/insightQuery'
import { formatMonth } from '../../../logic/instant'
import type { Props } from './props'

/** The later of two months. */
const latest = (...months: string[]) => months.sort().at(-1) ?? ''
/** Whether a fault is about the time. */
const OF_TIME: readonly (Fault | undefined)[] = ['order', 'months', 'future', 'lastYear', 'lastYearByDay', 'years']

/** Which months, and what they are compared with. */
export function Time({ query, set, fault, now }: Props) {
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
        <SpaceBetween size="s">
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
        </SpaceBetween>
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
