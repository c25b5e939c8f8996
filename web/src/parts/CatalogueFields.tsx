import ColumnLayout from '@cloudscape-design/components/column-layout'
import FormField from '@cloudscape-design/components/form-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field, Values } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { check, isMandatory, shown, TYPING, WHOLE } from '../logic/fields'
import { FieldInput } from './FieldInput'
import { useRefusal } from './useRefusal'

interface Props {
  fields: readonly Field[]
  values: Values
  onChange(code: string, value: unknown): void
  workflow: string
  /** Sending was tried: empty mandatory fields are named too. */
  strict: boolean
  /** What the API said about fields, by code; shown until the value changes. */
  refused: Record<string, string>
  /** The level at which the form has to be complete. */
  level?: number
  columns?: 1 | 2
  /** Fields out of their section are named with it. */
  alone?: boolean
  /** Codes whose value was filled in from tracking. */
  filled?: ReadonlySet<string>
}

/** Fields of the catalogue as a form: labels in the reader's language, checked while typing and when a field is left. */
export function CatalogueFields({
  fields,
  values,
  onChange,
  workflow,
  strict,
  refused,
  level = WHOLE,
  columns = 2,
  alone = false,
  filled,
}: Props) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const refusal = useRefusal()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())

  const errorOf = (field: Field): string | undefined => {
    const complaint = check(field, values[field.code], strict || left.has(field.code) ? level : TYPING)
    if (complaint) return t(`field.${complaint.key}`, { limit: complaint.limit ?? 0 })
    const reason = refused[field.code]
    return reason ? refusal(reason) : undefined
  }
  const wide = (field: Field) => ['longText', 'codes', 'attachments'].includes(field.type)
  const one = (field: Field) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to the focus leaving the control inside, and is none itself
    <div key={field.code} data-field={field.code} onBlur={() => setLeft((before) => new Set(before).add(field.code))}>
      <FormField
        label={
          field.type === 'boolean' && !field.mandatory
            ? undefined
            : alone
              ? catalogue.fieldName(workflow, field.code)
              : catalogue.text(field.labels, field.code)
        }
        info={isMandatory(field, level) ? <span className="wa-mandatory">{t('form.mandatory')}</span> : undefined}
        description={field.help ? catalogue.text(field.help) : undefined}
        constraintText={filled?.has(field.code) ? t('form.fromTracking') : undefined}
        errorText={errorOf(field)}
        stretch={wide(field)}
      >
        <FieldInput field={field} value={values[field.code]} onChange={(value) => onChange(field.code, value)} workflow={workflow} />
      </FormField>
    </div>
  )
  const now = shown(fields, values)
  return <ColumnLayout columns={now.length === 1 ? 1 : columns}>{now.map(one)}</ColumnLayout>
}
