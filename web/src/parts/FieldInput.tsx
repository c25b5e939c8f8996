import Checkbox from '@cloudscape-design/components/checkbox'
import DatePicker from '@cloudscape-design/components/date-picker'
import Input from '@cloudscape-design/components/input'
import Multiselect from '@cloudscape-design/components/multiselect'
import Select from '@cloudscape-design/components/select'
import Textarea from '@cloudscape-design/components/textarea'
import { useTranslation } from 'react-i18next'
import type { Field } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { COUNTRIES } from '../logic/countries'

interface Props {
  field: Field
  value: unknown
  onChange(value: unknown): void
  /** For fields of codes without options of their own: the fields of this workflow's request. */
  workflow: string
}

const text = (value: unknown) => (value === undefined || value === null ? '' : String(value))
const INPUT_MODE: Record<string, 'email' | 'tel' | 'numeric' | 'text'> = { email: 'email', phone: 'tel', integer: 'numeric' }

/** One value of a request or of an answer, asked for in the way its type calls for. */
export function FieldInput({ field, value, onChange, workflow }: Props) {
  const { t } = useTranslation()
  const { catalogue, country } = useWorkplace()
  switch (field.type) {
    case 'longText':
      return <Textarea value={text(value)} rows={3} onChange={({ detail }) => onChange(detail.value)} />
    case 'date':
      return (
        <DatePicker
          value={text(value)}
          placeholder="YYYY/MM/DD"
          onChange={({ detail }) => onChange(detail.value)}
          openCalendarAriaLabel={() => t('form.openCalendar')}
        />
      )
    case 'boolean':
      return (
        <Checkbox checked={value === true} onChange={({ detail }) => onChange(detail.checked)}>
          {catalogue.text(field.labels, field.code)}
        </Checkbox>
      )
    case 'choice':
    case 'country': {
      const options =
        field.type === 'country'
          ? COUNTRIES.map((code) => ({ value: code, label: country(code) })).sort((a, b) => a.label.localeCompare(b.label))
          : catalogue.optionsOf(field, workflow).map((one) => ({ value: one.code, label: catalogue.text(one.labels, one.code) }))
      return (
        <Select
          selectedOption={options.find((one) => one.value === value) ?? null}
          options={options}
          placeholder={t('form.choose')}
          filteringType={options.length > 8 ? 'auto' : 'none'}
          expandToViewport
          onChange={({ detail }) => onChange(detail.selectedOption.value)}
        />
      )
    }
    case 'codes': {
      const options = catalogue.optionsOf(field, workflow).map((one) => ({ value: one.code, label: catalogue.text(one.labels, one.code) }))
      const chosen = Array.isArray(value) ? value : []
      return (
        <Multiselect
          selectedOptions={options.filter((one) => chosen.includes(one.value))}
          options={options}
          placeholder={t('form.chooseSeveral')}
          filteringType="auto"
          expandToViewport
          onChange={({ detail }) => onChange(detail.selectedOptions.map((one) => one.value))}
        />
      )
    }
    default:
      return (
        <Input
          value={text(value)}
          inputMode={INPUT_MODE[field.type] ?? 'text'}
          onChange={({ detail }) => onChange(detail.value)}
          autoComplete={false}
        />
      )
  }
}
