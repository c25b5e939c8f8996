import BarChart from '@cloudscape-design/components/bar-chart'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { MachineKey } from '../../../api/machines'
import { useWorkplace } from '../../../app/workplace'
import { formatDate } from '../../../logic/instant'
import { ceiling } from '../../../logic/machineKeys'

/** How a key was used in the last month, against its limits. */
export default function KeyUse({ of, onClose }: { of: MachineKey; onClose(): void }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const sends = of.scopes.includes('track')
  const number = new Intl.NumberFormat(language)
  const short = new Intl.NumberFormat(language, { notation: 'compact', useGrouping: 'always' })
  const day = (date: string) => formatDate(date, language)
  const shortDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' })

  const chart = (what: 'requests' | 'records', limit: number) => {
    const most = Math.max(...of.usage.map((one) => one[what]))
    const name = t(`machine.use.${what}`)
    return (
      <BarChart
        series={[
          {
            title: name,
            type: 'bar',
            data: of.usage.map((one) => ({ x: one.day, y: one[what] })),
            valueFormatter: (y) => number.format(y),
          },
          ...(2 * most > limit
            ? [{ title: t('machine.use.limit'), type: 'threshold' as const, y: limit, valueFormatter: (y: number) => number.format(y) }]
            : []),
        ]}
        xDomain={of.usage.map((one) => one.day)}
        yDomain={[0, ceiling(2 * most > limit ? Math.max(limit, most) : most)]}
        height={160}
        hideFilter
        hideLegend={2 * most <= limit}
        xScaleType="categorical"
        yTitle={name}
        ariaLabel={t(`machine.use.${what}Of`, { name: of.name })}
        i18nStrings={{
          xTickFormatter: (x) => shortDay.format(new Date(x)),
          yTickFormatter: (y) => short.format(y),
        }}
        detailPopoverSeriesContent={({ series, y }) => ({ key: series.title, value: number.format(y) })}
      />
    )
  }

  return (
    <Modal
      visible
      size="large"
      header={t('machine.use.title', { name: of.name })}
      onDismiss={onClose}
      closeAriaLabel={t('machine.shown.close')}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            {t('machine.shown.close')}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <Box color="text-body-secondary">{t('machine.use.about')}</Box>
        {chart('requests', of.limits.requestsPerDay)}
        {sends && chart('records', of.limits.recordsPerDay)}
        <ExpandableSection headerText={t('machine.use.table')}>
          <Table
            variant="embedded"
            items={of.usage.toReversed()}
            trackBy="day"
            ariaLabels={{ tableLabel: t('machine.use.title', { name: of.name }) }}
            columnDefinitions={[
              { id: 'day', header: t('machine.use.day'), isRowHeader: true, cell: (one) => day(one.day) },
              { id: 'requests', header: t('machine.use.requests'), cell: (one) => number.format(one.requests) },
              ...(sends
                ? [
                    {
                      id: 'records',
                      header: t('machine.use.records'),
                      cell: (one: MachineKey['usage'][number]) => number.format(one.records),
                    },
                  ]
                : []),
            ]}
          />
        </ExpandableSection>
      </SpaceBetween>
    </Modal>
  )
}
