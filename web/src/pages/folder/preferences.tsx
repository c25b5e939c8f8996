import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../auth/SessionContext'
import { COLUMNS, type Column, columnsOf, keptColumns, usualColumns } from '../../logic/listColumns'
import { keep, useStored } from '../../parts/useStored'

const KEY = 'whereabouts.columns'

/** The columns that a person chose on this browser, in this window or another, or the usual ones. */
export function useChosenColumns(narrow: boolean): [readonly Column[], (columns: readonly Column[]) => void] {
  const { session } = useSession()
  const key = `${KEY}.${session.subject()}`
  const own = useStored(key)
  const anybodys = useStored(KEY)
  const columns = useMemo(() => columnsOf(own ?? anybodys) ?? usualColumns(narrow), [own, anybodys, narrow])
  return [columns, (chosen) => keep(key, keptColumns(chosen))]
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
