import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { type Period, useEditCentre } from '../../../api/admin'
import { useCentres } from '../../../api/directory'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { formatDate } from '../../../logic/instant'
import { DayInput } from '../../../parts/DayInput'
import type { PartWords } from '../../../parts/Overtaken'
import { useEdited } from '../../../parts/useEdited'
import { useRefusals } from '../../../parts/useRefusals'
import { SaveBar } from '../SaveBar'
import type { PartProps } from './CentrePage'

/** From when until when the call centre takes part, and who takes its questions afterwards. */
export function PeriodForm({ centre, reload }: PartProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language } = useWorkplace()
  const edit = useEditCentre(centre.id)
  const refused = useRefusals(edit.error)
  const others = (useCentres().data?.items ?? []).filter((one) => one.operator === centre.operator && one.id !== centre.id)
  const loaded: Period = { opensOn: centre.opensOn ?? '', closesOn: centre.closesOn ?? '', replacedBy: centre.replacedBy ?? '' }
  const editing = useEdited(`period.${centre.id}`, loaded, centre.version)
  const { value, version, set, reset } = editing
  const nobody = { value: '', label: t('admin.period.nobody') }
  const options = [nobody, ...others.map((one) => ({ value: one.id, label: one.name, description: one.city }))]
  const again = () => [edit.reset(), reset()]
  const onDay = (day: string | undefined) => (day ? formatDate(day, language) : '')
  const words: PartWords<Period> = {
    opensOn: [t('admin.period.opensOn'), onDay],
    closesOn: [t('admin.period.closesOn'), onDay],
    replacedBy: [t('admin.period.replacedBy'), (id) => (options.find((one) => one.value === id) ?? nobody).label],
  }
  const date = (name: 'opensOn' | 'closesOn') => (
    <FormField label={t(`admin.period.${name}`)} description={t(`admin.period.${name}Help`)} errorText={refused(name)}>
      <DayInput value={value[name] ?? ''} expandToViewport onChange={(day) => set({ ...value, [name]: day })} />
    </FormField>
  )
  return (
    <Container
      header={
        <Header variant="h2" description={t('admin.period.about')}>
          {t('admin.period.title')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {date('opensOn')}
        {date('closesOn')}
        <FormField
          label={t('admin.period.replacedBy')}
          description={t(value.closesOn ? 'admin.period.replacedByHelp' : 'admin.period.replacedNeeds')}
          errorText={refused('replacedBy')}
        >
          <Select
            selectedOption={options.find((one) => one.value === value.replacedBy) ?? nobody}
            options={options}
            disabled={!value.closesOn}
            expandToViewport
            onChange={({ detail }) => set({ ...value, replacedBy: detail.selectedOption.value ?? '' })}
          />
        </FormField>
        <SaveBar
          error={edit.error}
          saving={edit.isPending}
          ready
          editing={editing}
          words={words}
          onSave={() => edit.mutate({ part: 'period', body: value, version }, { onSuccess: () => [flash.done(t('admin.saved')), again()] })}
          onReset={again}
          onReload={reload}
        />
      </SpaceBetween>
    </Container>
  )
}
