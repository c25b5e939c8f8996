import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { type LateQuery, useLateItems, useLateLanes, useSaveLate } from '../../api/late'
import type { LateRole } from '../../api/types'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { Filters } from './Filters'
import { Lanes } from './Lanes'
import { LateTable } from './LateTable'

/** What is late before anybody calls: by lane, item by item, and asked about with one click. */
export default function LatePage() {
  const { t } = useTranslation()
  const flash = useFlash()
  const { me, operators } = useWorkplace()
  const [address, setAddress] = useSearchParams()
  usePageTitle(t('late.title'))
  const own = me.operator?.code ?? ''
  const query: LateQuery = {
    role: (address.get('role') === 'destination' ? 'destination' : 'origin') satisfies LateRole,
    operator: own ? '' : (address.get('operator') ?? ''),
    lane: address.get('lane') ?? '',
    product: address.get('product') ?? '',
    stage: address.get('stage') ?? '',
  }
  const set = (change: Partial<LateQuery>) => {
    const next = { ...query, ...change }
    setAddress(Object.fromEntries(Object.entries(next).filter(([key, value]) => value !== '' && !(key === 'role' && value === 'origin'))), {
      replace: true,
    })
  }
  const whose = Boolean(own || query.operator)
  const lanes = useLateLanes(query.role, query.operator, whose)
  const items = useLateItems(query, whose)
  const save = useSaveLate('late-items.csv')
  const rows = items.data?.pages.flatMap((page) => page.items) ?? []
  const failed = (lanes.error && !lanes.data && lanes.error) || (items.error && !items.data && items.error)
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={t('late.about')}
        actions={
          <Button
            iconName="download"
            disabled={rows.length === 0}
            loading={save.isPending}
            onClick={() => save.mutate(query, { onError: flash.failed })}
          >
            {t('late.export')}
          </Button>
        }
      >
        {t('late.title')}
      </Header>
      {!own && (
        <FormField label={t('late.operator')}>
          <Select
            selectedOption={
              whose ? { value: query.operator, label: operators.find((one) => one.code === query.operator)?.name ?? query.operator } : null
            }
            options={operators.map((one) => ({ value: one.code, label: one.name }))}
            placeholder={t('form.choose')}
            filteringType="auto"
            filteringAriaLabel={t('form.find')}
            noMatch={t('form.nothingFound')}
            onChange={({ detail }) => set({ operator: detail.selectedOption.value ?? '', lane: '' })}
          />
        </FormField>
      )}
      {!whose ? (
        <Box color="text-body-secondary">{t('late.chooseOperator')}</Box>
      ) : failed ? (
        <ProblemAlert error={failed} retry={() => void Promise.all([lanes.refetch(), items.refetch()])} />
      ) : (
        <SpaceBetween size="l">
          <Filters query={query} set={set} />
          {(lanes.data?.items.length ?? 0) > 0 && (
            <Lanes role={query.role} lanes={lanes.data?.items ?? []} chosen={query.lane} choose={(lane) => set({ lane })} />
          )}
          <LateTable
            rows={rows}
            query={query}
            loading={items.isPending}
            total={lanes.data?.total ?? 0}
            more={items.hasNextPage ? () => void items.fetchNextPage() : undefined}
            loadingMore={items.isFetchingNextPage}
          />
        </SpaceBetween>
      )}
    </SpaceBetween>
  )
}
