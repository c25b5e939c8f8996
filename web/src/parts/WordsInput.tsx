import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useTemplates } from '../api/work'
import { useWorkplace } from '../app/workplace'
import { languageNames, writtenLanguages } from '../logic/languages'
import { fillIn, fitting, type Placeholders } from '../logic/templates'

interface Props {
  label: string
  help?: string
  value: string
  onChange(text: string): void
  rows?: number
  /** The language it is written in: what the person chose, else that of the pages. */
  language: string
  onLanguage(language: string): void
  /** Which templates fit; none are offered without it. */
  templates?: { kind: 'reply' | 'note'; workflow: string; code?: string; placeholders: Placeholders }
}

/** Free text, with the post's templates to start from. */
export function WordsInput({ label, help, value, onChange, rows = 2, language, onLanguage, templates }: Props) {
  const { t } = useTranslation()
  const { operators, language: ownLanguage } = useWorkplace()
  const all = useTemplates().data ?? []
  const offered = templates ? fitting(all, templates.kind, templates.workflow, templates.code) : []
  const labelId = useId()
  const languages = writtenLanguages(operators.map((one) => one.languages)).map((value) => ({
    value,
    label: languageNames([value], ownLanguage),
  }))
  const insert = (id: string) => {
    const template = offered.find((one) => one.id === id)
    if (!template || !templates) return
    if (value.trim() === '') onLanguage(template.language)
    onChange([value.trim(), fillIn(template.text, templates.placeholders)].filter(Boolean).join('\n'))
  }
  return (
    <SpaceBetween size="xs">
      <FormField label={label} description={help} stretch>
        <Textarea
          value={value}
          rows={rows}
          nativeTextareaAttributes={{ lang: language }}
          onChange={({ detail }) => onChange(detail.value)}
        />
      </FormField>
      {value.trim() !== '' && (
        <div className="wa-facts wa-small">
          <span id={labelId}>{t('form.writtenIn')}</span>
          <Select
            ariaLabelledby={labelId}
            selectedOption={languages.find((one) => one.value === language) ?? null}
            options={languages}
            expandToViewport
            onChange={({ detail }) => onLanguage(detail.selectedOption.value ?? language)}
          />
        </div>
      )}
      {offered.length > 0 && (
        <ButtonDropdown
          items={offered.map((one) => ({ id: one.id, text: one.name, description: one.text.slice(0, 80) }))}
          onItemClick={({ detail }) => insert(detail.id)}
          expandToViewport
        >
          {t('template.insert')}
        </ButtonDropdown>
      )}
    </SpaceBetween>
  )
}
