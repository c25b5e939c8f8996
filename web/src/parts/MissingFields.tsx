import Alert from '@cloudscape-design/components/alert'
import Link from '@cloudscape-design/components/link'
import { useTranslation } from 'react-i18next'
import type { Field } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { refusalWords } from '../logic/refusalWords'
import { useRefusal } from './useRefusal'

/** Names what keeps a form from being sent; each name leads to its field. */
export function MissingFields({ fields, others, workflow }: { fields: readonly Field[]; others: readonly string[]; workflow?: string }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const refusal = useRefusal()
  const known = others.filter((reason) => refusalWords(reason)) // the rest is said by the problem's own sentence
  if (fields.length === 0 && known.length === 0) return null
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
      {known.map((reason) => (
        <div key={reason}>{refusal(reason)}</div>
      ))}
    </Alert>
  )
}

export function focusField(code: string): void {
  document.querySelector<HTMLElement>(`[data-field="${CSS.escape(code)}"] :is(input, textarea, button, [tabindex="0"])`)?.focus()
}
