import FormField from '@cloudscape-design/components/form-field'
import Grid from '@cloudscape-design/components/grid'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { LateQuery } from '../../api/late'
import type { LateRole } from '../../api/types'
import { useWorkplace } from '../../app/workplace'

const STAGES = ['departure', 'arrival', 'delivery'] as const

/** Whose items, of which product, in which stage; the filter stands in the address. */
export function Filters({ query, set }: { query: LateQuery; set(change: Partial<LateQuery>): void }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const products = [
    { value: '', label: t('late.anyProduct') },
    ...catalogue.release.products.filter((one) => !one.closedFrom).map((one) => ({ value: one.code, label: catalogue.product(one.code) })),
  ]
  const stages = [
    { value: '', label: t('late.anyStage') },
    ...STAGES.map((stage) => ({ value: stage, label: t(`expected.stage.${stage}`) })),
  ]
  return (
    <SpaceBetween size="m">
      <SegmentedControl
        label={t('late.role')}
        selectedId={query.role}
        options={(['origin', 'destination'] as const).map((role) => ({ id: role, text: t(`late.${role}`) }))}
        onChange={({ detail }) => set({ role: detail.selectedId as LateRole, lane: '' })}
      />
      <Grid gridDefinition={[{ colspan: { default: 12, xxs: 6, s: 4 } }, { colspan: { default: 12, xxs: 6, s: 4 } }]}>
        <FormField label={t('late.product')}>
          <Select
            selectedOption={products.find((one) => one.value === query.product) ?? null}
            options={products}
            onChange={({ detail }) => set({ product: detail.selectedOption.value ?? '' })}
          />
        </FormField>
        <FormField label={t('late.where')}>
          <Select
            selectedOption={stages.find((one) => one.value === query.stage) ?? null}
            options={stages}
            onChange={({ detail }) => set({ stage: detail.selectedOption.value ?? '' })}
          />
        </FormField>
      </Grid>
    </SpaceBetween>
  )
}
