import { useTranslation } from 'react-i18next'
import type { Field, Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { formatDate, formatInstant } from '../../logic/instant'

/** A field's value in words: dates, amounts and yes/no as people write them, documents by their names. */
export function useValueWords(
  catalogue: Catalogue,
  inquiry: Pick<Inquiry, 'workflow' | 'attachments'>,
): (field: Field, value: unknown) => string {
  const { t } = useTranslation()
  const { language, zone } = useWorkplace()
  const nameOf = (id: unknown) => inquiry.attachments.find((one) => one.id === id)?.name ?? t('documents.gone')
  return (field, value) => {
    if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no')
    if (field.type === 'attachments' && Array.isArray(value)) return value.map(nameOf).join(', ')
    if (field.type === 'inquiry' && typeof value === 'string') return t('related.openOne', { id: value.slice(-6) })
    if (field.type === 'date' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)) return formatDate(value, language)
    if (field.type === 'dateTime' && typeof value === 'string') return formatInstant(value, zone, language)
    if (field.type === 'amount' && typeof value === 'number')
      return new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(value / 100)
    if (field.type === 'integer' && typeof value === 'number') return new Intl.NumberFormat(language).format(value)
    return catalogue.value(field, value, inquiry.workflow)
  }
}
