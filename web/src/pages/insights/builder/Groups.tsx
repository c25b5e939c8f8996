import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { byAgent, goesWith, groupsOf, MOST, mayByAgent, notByAgent, ofEveryone, withGroup } from '../../../logic/insightQuery'
import { useDimensionTitle, useListed, useMetricName } from '../words'
import { type Props, useOffered } from './props'

/** What figures are broken down by, one after the other. */
export function Groups({ query, set, metrics, fault }: Props) {
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
        const left = offered.filter((one) => one !== 'side' && one !== chosen && !groups.includes(one) && goesWith(rest, one, metrics))
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
