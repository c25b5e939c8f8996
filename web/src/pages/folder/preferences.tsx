import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../auth/SessionContext'
import { COLUMNS, type Column, columnsOf, keptColumns, type Room, usualColumns } from '../../logic/listColumns'
import { keep, useStored } from '../../parts/useStored'

const KEY = 'whereabouts.columns'

/**
 * The columns of the view that is shown, else those that a person chose on this browser, in this window or another, else the usual ones; how to
 * choose others, and whether these were chosen.
 */
export function useChosenColumns(room: Room, ofView: string | null): [readonly Column[], (columns: readonly Column[]) => void, boolean] {
  const { session } = useSession()
  const key = `${KEY}.${session.subject()}`
  const own = useStored(key)
  const anybodys = useStored(KEY)
  const chosen = useMemo(() => columnsOf(ofView) ?? columnsOf(own ?? anybodys), [ofView, own, anybodys])
  const columns = useMemo(() => chosen ?? usualColumns(room), [chosen, room])
  return [columns, (next) => keep(key, keptColumns(next)), chosen !== undefined]
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
