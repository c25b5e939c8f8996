import Table from '@cloudscape-design/components/table'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../../app/workplace'
import { formatDate } from '../../../logic/instant'

export function Products() {
  const { t } = useTranslation()
  const { catalogue, operatorName, language } = useWorkplace()
  const days = (window: { notBeforeDays: number; notAfterDays: number }) =>
    t('catalogue.windowOf', { from: window.notBeforeDays, to: window.notAfterDays })
  const end = (operator?: string) => (operator ? operatorName(operator) : t('catalogue.everywhere'))
  return (
    <Table
      wrapLines
      items={catalogue.release.products}
      trackBy="code"
      ariaLabels={{ tableLabel: t('catalogue.products') }}
      columnDefinitions={[
        { id: 'code', header: t('catalogue.code'), cell: (one) => one.code },
        { id: 'name', header: t('item.product'), isRowHeader: true, cell: (one) => catalogue.text(one.labels, one.code) },
        {
          id: 'indicators',
          header: t('catalogue.indicators'),
          cell: (one) =>
            (one.indicators ?? []).map((range, i) => (
              <Fragment key={range}>
                {i > 0 && ', '}
                <span className="wa-nowrap">{range}</span>
              </Fragment>
            )),
        },
        {
          id: 'window',
          minWidth: 260,
          header: t('catalogue.window'),
          cell: (one) => (
            <>
              <div>{one.window ? days(one.window) : t('column.none')}</div>
              {(catalogue.release.windows ?? [])
                .filter((pair) => pair.products?.includes(one.code))
                .map((pair) => (
                  <div className="wa-soft" key={`${pair.origin ?? ''}-${pair.destination ?? ''}`}>
                    {t('catalogue.windowBetween', { origin: end(pair.origin), destination: end(pair.destination), days: days(pair) })}
                  </div>
                ))}
            </>
          ),
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
