import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../auth/SessionContext'
import { COLUMNS, type Column, columnsOf, keptColumns, usualColumns } from '../../logic/listColumns'

const KEY = 'whereabouts.columns'

/** The columns that a person chose on this browser, or the usual ones. */
export function useChosenColumns(narrow: boolean): [readonly Column[], (columns: readonly Column[]) => void] {
  const { session } = useSession()
  const key = `${KEY}.${session.subject()}`
  const [chosen, setChosen] = useState(() => columnsOf(localStorage.getItem(key) ?? localStorage.getItem(KEY)))
  const choose = (columns: readonly Column[]) => {
    localStorage.setItem(key, keptColumns(columns))
    setChosen([...columns])
  }
  return [chosen ?? usualColumns(narrow), choose]
}

export function ColumnPreferences({ columns, onChange }: { columns: readonly Column[]; onChange(columns: readonly Column[]): void }) {
  const { t } = useTranslation()
  return (
    <CollectionPreferences
      title={t('column.preferences')}
      confirmLabel={t('common.save')}
      cancelLabel={t('common.cancel')}
      preferences={{ contentDisplay: columns }}
      contentDisplayPreference={{
        title: t('column.choose'),
        description: t('list.columnsHelp'),
        options: COLUMNS.map((id) => ({ id, label: t(`column.${id}`), alwaysVisible: id === 'item' })),
      }}
      onConfirm={({ detail }) =>
        onChange(columnsOf((detail.contentDisplay ?? []).map((one) => (one.visible ? one.id : `-${one.id}`)).join(',')) ?? columns)
      }
    />
  )
}
