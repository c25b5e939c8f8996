import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useChoose, usePreferences } from '../../app/preferences'
import { COLUMNS, type Column, columnsOf, type Room, shownColumns, usualColumns } from '../../logic/listColumns'

/** The columns of the view that is shown, else those that the person chose, else the usual ones; how to choose others, and whether these were chosen. */
export function useChosenColumns(room: Room, ofView: string | null): [readonly Column[], (columns: readonly Column[]) => void, boolean] {
  const { columns: own } = usePreferences()
  const choose = useChoose()
  const chosen = useMemo(() => columnsOf(ofView?.split(',') ?? []) ?? columnsOf(own), [ofView, own])
  const columns = useMemo(() => chosen ?? usualColumns(room), [chosen, room])
  return [columns, (next) => choose({ columns: shownColumns(next) }), chosen !== undefined]
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
        onChange(columnsOf((detail.contentDisplay ?? []).filter((one) => one.visible).map((one) => one.id)) ?? columns)
      }
    />
  )
}
