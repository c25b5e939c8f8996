import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { useTranslation } from 'react-i18next'

export const COLUMNS = [
  'item',
  'question',
  'partner',
  'state',
  'remaining',
  'due',
  'level',
  'assignee',
  'proposal',
  'respondBy',
  'sent',
] as const
export type ColumnId = (typeof COLUMNS)[number]

/** On a narrow screen the time comes first; the rest is a swipe away. */
export const PHONE: readonly ColumnId[] = [
  'item',
  'remaining',
  'due',
  'state',
  'partner',
  'question',
  'level',
  'assignee',
  'proposal',
  'respondBy',
  'sent',
]

const KEY = 'whereabouts.columns'
const USUAL: readonly ColumnId[] = ['item', 'question', 'partner', 'state', 'remaining', 'due']

export function storedColumns(): readonly ColumnId[] {
  const kept = localStorage.getItem(KEY)?.split(',')
  return kept ? COLUMNS.filter((id) => kept.includes(id)) : USUAL
}

export function ColumnPreferences({ visible, onChange }: { visible: readonly ColumnId[]; onChange(visible: readonly ColumnId[]): void }) {
  const { t } = useTranslation()
  return (
    <CollectionPreferences
      title={t('column.preferences')}
      confirmLabel={t('common.save')}
      cancelLabel={t('common.cancel')}
      preferences={{ visibleContent: visible }}
      visibleContentPreference={{
        title: t('column.choose'),
        options: [{ label: '', options: COLUMNS.map((id) => ({ id, label: t(`column.${id}`), editable: id !== 'item' })) }],
      }}
      onConfirm={({ detail }) => {
        const chosen = COLUMNS.filter((id) => detail.visibleContent?.includes(id))
        localStorage.setItem(KEY, chosen.join(','))
        onChange(chosen)
      }}
    />
  )
}
