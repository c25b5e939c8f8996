import Alert from '@cloudscape-design/components/alert'
import { useTranslation } from 'react-i18next'
import type { Item } from '../../api/types'
import { warningOf } from '../../logic/journey'

/** The item is not where its pre-advice says: to be known before anything is promised. */
export function ArrivalWarning({ item }: { item: Item }) {
  const { t } = useTranslation()
  const warning = warningOf(item)
  if (!warning) return null
  const key = warning === 'not-received' ? 'missing' : 'elsewhere'
  return (
    <Alert type="warning" header={t(`carriage.${key}`)}>
      {t(`carriage.${key}Text`)}
    </Alert>
  )
}
