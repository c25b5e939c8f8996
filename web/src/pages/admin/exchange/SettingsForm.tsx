import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Multiselect from '@cloudscape-design/components/multiselect'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Toggle from '@cloudscape-design/components/toggle'
import { useTranslation } from 'react-i18next'
import { useCentres } from '../../../api/directory'
import { type Exchange, type ExchangeSettings, useSetExchange } from '../../../api/exchange'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { chosenFormat, FORMATS, type FormatChoice, formatChoice } from '../../../logic/exchange'
import type { PartWords } from '../../../parts/Overtaken'
import { useEdited } from '../../../parts/useEdited'
import { useRefusals } from '../../../parts/useRefusals'
import { SaveBar } from '../SaveBar'

const ZONES = Array.from(new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]), (value) => ({ value, label: value }))
const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }))
const LANGUAGES = ['en', 'fr', 'de', 'es']

const draftOf = ({ nightly, hour, zone, format, separator, language, centres }: Exchange) => ({
  nightly,
  hour,
  zone,
  format: formatChoice({ format, separator }),
  language,
  centres: centres ?? [],
})

/** When a file is made, for whom and how it is written. */
export function SettingsForm({ exchange, reload }: { exchange: Exchange; reload(): void }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language, me } = useWorkplace()
  const centres = useCentres()
  const save = useSetExchange()
  const refused = useRefusals(save.error)
  const editing = useEdited('exchange', draftOf(exchange), exchange.version)
  const { value, version, set, reset } = editing
  const again = () => [save.reset(), reset()]
  const languages = new Intl.DisplayNames([language], { type: 'language' })
  const languageOption = (code: string) => ({ value: code, label: languages.of(code) ?? code })
  const formatOption = (choice: FormatChoice) => ({ value: choice, label: t(`exchange.settings.formats.${choice}`) })
  const centreOptions = (centres.data?.items ?? [])
    .filter((one) => one.operator === me.operator?.code)
    .map((one) => ({ value: one.id, label: one.city, description: one.name }))
  const body = (): ExchangeSettings => ({
    ...chosenFormat(value.format),
    nightly: value.nightly,
    hour: value.hour,
    zone: value.zone,
    language: value.language as ExchangeSettings['language'],
    centres: value.centres,
    version: version ?? 0,
  })
  const words: PartWords<ReturnType<typeof draftOf>> = {
    nightly: [t('exchange.settings.nightly'), (on) => t(on ? 'common.yes' : 'common.no')],
    hour: [t('exchange.settings.hour'), (hour) => HOURS[hour]?.label ?? ''],
    zone: [t('exchange.settings.zone'), String],
    format: [t('exchange.settings.format'), (choice) => formatOption(choice).label],
    language: [t('exchange.settings.language'), (code) => languageOption(code).label],
    centres: [
      t('exchange.settings.centres'),
      (ids) => ids.map((id) => centreOptions.find((one) => one.value === id)?.label ?? id).join(', ') || t('exchange.settings.all'),
    ],
  }
  return (
    <Container header={<Header variant="h2">{t('exchange.settings.title')}</Header>}>
      <SpaceBetween size="l">
        <Toggle
          checked={value.nightly}
          description={t('exchange.settings.nightlyHelp')}
          onChange={({ detail }) => set({ ...value, nightly: detail.checked })}
        >
          {t('exchange.settings.nightly')}
        </Toggle>
        <ColumnLayout columns={2}>
          <FormField label={t('exchange.settings.hour')} errorText={refused('hour')}>
            <Select
              disabled={!value.nightly}
              selectedOption={HOURS[value.hour] ?? null}
              options={HOURS}
              onChange={({ detail }) => set({ ...value, hour: Number(detail.selectedOption.value) })}
            />
          </FormField>
          <FormField label={t('exchange.settings.zone')} errorText={refused('zone')}>
            <Select
              disabled={!value.nightly}
              selectedOption={{ value: value.zone, label: value.zone }}
              options={ZONES}
              filteringType="auto"
              virtualScroll
              onChange={({ detail }) => set({ ...value, zone: detail.selectedOption.value ?? '' })}
            />
          </FormField>
          <FormField label={t('exchange.settings.format')} errorText={refused('format') ?? refused('separator')}>
            <Select
              selectedOption={formatOption(value.format)}
              options={FORMATS.map(formatOption)}
              onChange={({ detail }) => set({ ...value, format: detail.selectedOption.value as FormatChoice })}
            />
          </FormField>
          <FormField
            label={t('exchange.settings.language')}
            description={t('exchange.settings.languageHelp')}
            errorText={refused('language')}
          >
            <Select
              selectedOption={languageOption(value.language)}
              options={LANGUAGES.map(languageOption)}
              onChange={({ detail }) => set({ ...value, language: (detail.selectedOption.value ?? 'en') as typeof value.language })}
            />
          </FormField>
        </ColumnLayout>
        <FormField label={t('exchange.settings.centres')} description={t('exchange.settings.centresHelp')} errorText={refused('centres')}>
          <Multiselect
            placeholder={t('exchange.settings.all')}
            selectedOptions={centreOptions.filter((one) => value.centres.includes(one.value))}
            options={centreOptions}
            onChange={({ detail }) => set({ ...value, centres: detail.selectedOptions.map((one) => one.value ?? '') })}
          />
        </FormField>
        <SaveBar
          error={save.error}
          saving={save.isPending}
          ready
          editing={editing}
          words={words}
          onSave={() => save.mutate(body(), { onSuccess: () => [flash.done(t('admin.saved')), again()] })}
          onReset={again}
          onReload={reload}
        />
      </SpaceBetween>
    </Container>
  )
}
