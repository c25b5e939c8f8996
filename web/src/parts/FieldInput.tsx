import Checkbox from '@cloudscape-design/components/checkbox'
import Input from '@cloudscape-design/components/input'
import Multiselect from '@cloudscape-design/components/multiselect'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import Textarea from '@cloudscape-design/components/textarea'
import { useTranslation } from 'react-i18next'
import type { Field } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { COUNTRIES } from '../logic/countries'
import { currencies } from '../logic/currencies'
import { amountText } from '../logic/fields'
import { AttachmentsInput } from './AttachmentsInput'
import { DateTimeInput } from './DateTimeInput'
import { DayInput } from './DayInput'
import { InquiryInput } from './InquiryInput'

interface Props {
  field: Field
  value: unknown
  onChange(value: unknown): void
  /** For fields of codes without options of their own: the fields of this workflow's request. */
  workflow: string
}

const text = (value: unknown) => (value === undefined || value === null ? '' : String(value))
const INPUT_MODE: Record<string, 'email' | 'tel' | 'numeric' | 'text'> = { email: 'email', phone: 'tel', integer: 'numeric' }
/** From how many options on a list can be searched. */
const LONG = 8

/** One value of a request or of an answer, asked for in the way its type calls for. */
export function FieldInput({ field, value, onChange, workflow }: Props) {
  const { t } = useTranslation()
  const { catalogue, country, language, operators } = useWorkplace()
  const coded = () => catalogue.optionsOf(field, workflow).map((one) => ({ value: one.code, label: catalogue.text(one.labels, one.code) }))
  const optionsOf = () => {
    if (field.type === 'country')
      return COUNTRIES.map((code) => ({ value: code, label: country(code) })).sort((a, b) => a.label.localeCompare(b.label, language))
    if (field.type === 'currency') return currencies(language).map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }))
    if (field.type === 'operator') return operators.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))
    return coded()
  }
  switch (field.type) {
    case 'longText':
      return <Textarea value={text(value)} rows={3} onChange={({ detail }) => onChange(detail.value)} />
    case 'date':
      return <DayInput value={text(value)} onChange={onChange} />
    case 'dateTime':
      return <DateTimeInput value={text(value)} onChange={onChange} />
    case 'amount':
      return (
        <Input
          value={amountText(value)}
          inputMode="decimal"
          placeholder={t('form.amount')}
          onChange={({ detail }) => onChange(detail.value)}
          autoComplete={false}
        />
      )
    case 'attachments':
      return <AttachmentsInput value={value} onChange={onChange} label={catalogue.text(field.labels, field.code)} />
    case 'inquiry':
      return <InquiryInput value={text(value)} onChange={onChange} />
    case 'boolean':
      if (field.mandatory)
        return (
          <RadioGroup
            value={typeof value === 'boolean' ? String(value) : null}
            direction="horizontal"
            onChange={({ detail }) => onChange(detail.value === 'true')}
            items={[
              { value: 'true', label: t('common.yes') },
              { value: 'false', label: t('common.no') },
            ]}
          />
        )
      return (
        <Checkbox checked={value === true} onChange={({ detail }) => onChange(detail.checked)}>
          {catalogue.text(field.labels, field.code)}
        </Checkbox>
      )
    case 'choice':
    case 'country':
    case 'currency':
    case 'operator': {
      const options = optionsOf()
      return (
        <Select
          selectedOption={options.find((one) => one.value === value) ?? null}
          options={options}
          placeholder={t(field.type === 'currency' ? 'form.chooseCurrency' : 'form.choose')}
          filteringType={options.length > LONG ? 'auto' : 'none'}
          filteringAriaLabel={t('form.find')}
          noMatch={t('form.nothingFound')}
          expandToViewport
          onChange={({ detail }) => onChange(detail.selectedOption.value)}
        />
      )
    }
    case 'codes': {
      const options = coded()
      const chosen = Array.isArray(value) ? value : []
      return (
        <Multiselect
          selectedOptions={options.filter((one) => chosen.includes(one.value))}
          options={options}
          placeholder={t('form.chooseSeveral')}
          filteringType={options.length > LONG ? 'auto' : 'none'}
          filteringAriaLabel={t('form.find')}
          noMatch={t('form.nothingFound')}
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
