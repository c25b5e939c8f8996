import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useTranslation } from 'react-i18next'
import { useTemplates } from '../api/work'
import { fillIn, fitting, type Placeholders } from '../logic/templates'

interface Props {
  label: string
  help?: string
  value: string
  onChange(text: string): void
  rows?: number
  /** Which templates fit; none are offered without it. */
  templates?: { kind: 'reply' | 'note'; workflow: string; code?: string; placeholders: Placeholders }
}

/** Free text, with the post's templates to start from. */
export function WordsInput({ label, help, value, onChange, rows = 2, templates }: Props) {
  const { t } = useTranslation()
  const all = useTemplates().data ?? []
  const offered = templates ? fitting(all, templates.kind, templates.workflow, templates.code) : []
  const insert = (id: string) => {
    const template = offered.find((one) => one.id === id)
    if (!template || !templates) return
    onChange([value.trim(), fillIn(template.text, templates.placeholders)].filter(Boolean).join('\n'))
  }
  return (
    <SpaceBetween size="xs">
      <FormField label={label} description={help} stretch>
        <Textarea value={value} rows={rows} onChange={({ detail }) => onChange(detail.value)} />
      </FormField>
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
