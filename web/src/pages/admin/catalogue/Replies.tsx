import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../../app/workplace'

export function Replies() {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const usedBy = (code: string) =>
    catalogue.release.workflows.filter((one) => one.levels.some((level) => (level.replies ?? []).includes(code))).map((one) => one.code)
  return (
    <Table
      wrapLines
      items={catalogue.release.replyCodes}
      trackBy="code"
      ariaLabels={{ tableLabel: t('catalogue.replies') }}
      columnDefinitions={[
        { id: 'code', header: t('catalogue.code'), cell: (one) => one.code },
        { id: 'name', header: t('catalogue.reply'), isRowHeader: true, cell: (one) => catalogue.text(one.labels, one.code) },
        {
          id: 'class',
          header: t('catalogue.class'),
          cell: (one) => t(`catalogue.classes.${one.class as 'C'}`, { defaultValue: one.class }),
        },
        {
          id: 'fields',
          header: t('catalogue.needs'),
          cell: (one) =>
            one.fields
              .filter((field) => field.mandatory)
              .map((field) => catalogue.text(field.labels, field.code))
              .join(', ') || t('column.none'),
        },
        { id: 'workflows', header: t('catalogue.usedBy'), cell: (one) => usedBy(one.code).join(', ') },
      ]}
    />
  )
}
