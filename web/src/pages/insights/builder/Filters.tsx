import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { DAYS, type Filter, filters as filtersBy, goesWith, MOST, ofEveryone } from '../../../logic/insightQuery'
import { useValueOptions } from '../useValueOptions'
import { useDimensionName, useDimensionTitle } from '../words'
import { type Props, useOffered } from './props'

/** Of what: dimensions with the values that are let through. */
export function Filters({ query, set, metrics, fault }: Props) {
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
      !(one === 'operator' && ofEveryone(query)) && // it would single a post out
      goesWith(query, one, metrics) &&
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
