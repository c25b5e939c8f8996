import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { byAgent, MOST, ofEveryone, type Whose, whoseOf, withEveryone, withWhose } from '../../../logic/insightQuery'
import { useAsker } from '../useLook'
import { useMetricName } from '../words'
import type { Props } from './props'

/** Which figures, of which side, and whose. */
export function Measures({ query, set, metrics, fault }: Props) {
  const { t, i18n } = useTranslation()
  const { network, shared } = useAsker()
  const name = useMetricName()
  const options = metrics
    .filter((one) => !byAgent(query) || one.byAgent || query.measures.includes(one.code))
    .map((one) => ({
      value: one.code,
      label: name(one),
      description: i18n.exists(`insights.meaning.${one.code}`) ? t(`insights.meaning.${one.code as 'requests'}`) : one.formula,
    }))
  return (
    <SpaceBetween size="l">
      <FormField
        label={t('insights.builder.measures')}
        description={t('insights.builder.measuresHelp')}
        errorText={(fault === 'measures' || fault === 'items') && t(`insights.builder.fault.${fault}`)}
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
