import Alert from '@cloudscape-design/components/alert'
import Link from '@cloudscape-design/components/link'
import { useTranslation } from 'react-i18next'
import type { Field } from '../api/types'
import { useWorkplace } from '../app/workplace'

/** Names what keeps a form from being sent; each name leads to its field. */
export function MissingFields({ fields, others, workflow }: { fields: readonly Field[]; others: readonly string[]; workflow?: string }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  if (fields.length === 0 && others.length === 0) return null
  return (
    <Alert type="error" header={t('form.notSent')}>
      {fields.length > 0 && (
        <>
          {t('form.lookAt')}
          <ul className="wa-missing">
            {fields.map((field) => (
              <li key={field.code}>
                <Link onFollow={() => focusField(field.code)}>
                  {workflow ? catalogue.fieldName(workflow, field.code) : catalogue.text(field.labels, field.code)}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {others.map((reason) => (
        <div key={reason}>{reason}</div>
      ))}
    </Alert>
  )
}

export function focusField(code: string): void {
  document.querySelector<HTMLElement>(`[data-field="${CSS.escape(code)}"] :is(input, textarea, button, [tabindex="0"])`)?.focus()
}
