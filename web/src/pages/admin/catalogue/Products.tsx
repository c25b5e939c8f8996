import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../../app/workplace'
import { formatDate } from '../../../logic/instant'

export function Products() {
  const { t } = useTranslation()
  const { catalogue, operatorName, language } = useWorkplace()
  return (
    <Table
      wrapLines
      items={catalogue.release.products}
      trackBy="code"
      ariaLabels={{ tableLabel: t('catalogue.products') }}
      columnDefinitions={[
        { id: 'code', header: t('catalogue.code'), cell: (one) => one.code },
        { id: 'name', header: t('item.product'), isRowHeader: true, cell: (one) => catalogue.text(one.labels, one.code) },
        { id: 'indicators', header: t('catalogue.indicators'), cell: (one) => (one.indicators ?? []).join(', ') },
        {
          id: 'window',
          header: t('catalogue.window'),
          cell: (one) =>
            one.window
              ? t('catalogue.windowOf', { from: one.window.notBeforeDays ?? 0, to: one.window.notAfterDays ?? 0 })
              : t('column.none'),
        },
        {
          id: 'members',
          header: t('catalogue.members'),
          cell: (one) => (one.members?.length ? one.members.map((code) => operatorName(code)).join(', ') : t('catalogue.everywhere')),
        },
        {
          id: 'closed',
          header: t('catalogue.closedFrom'),
          cell: (one) => (one.closedFrom ? formatDate(one.closedFrom, language) : t('column.none')),
        },
      ]}
    />
  )
}
