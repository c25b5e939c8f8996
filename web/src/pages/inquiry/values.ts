import { useTranslation } from 'react-i18next'
import type { Field } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { formatDate } from '../../logic/instant'

/** A field's value in words, dates and yes/no included. */
export function useValueWords(catalogue: Catalogue, workflow: string): (field: Field, value: unknown) => string {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  return (field, value) => {
    if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no')
    if (field.type === 'date' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)) return formatDate(value, language)
    if (field.type === 'integer' && typeof value === 'number') return new Intl.NumberFormat(language).format(value)
    return catalogue.value(field, value, workflow)
  }
}
