import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import MixedLineBarChart from '@cloudscape-design/components/mixed-line-bar-chart'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DayFigures } from '../../api/types'
import { useFollow } from '../../app/follow'
import { type DayFigure, dayAddress, type Hour, hourName, hourOf, hoursShown } from '../../logic/dashboard'
import { useFigureWords } from './words'

const HEIGHT = 220
const SIDES = { replier: 'asReplier', requester: 'asRequester' } as const

/** What came in and what went out by the hour of the call centre's clock: as bars, with now marked, and as a table. */
export function Hours({ day, hour }: { day: DayFigures; hour: number }) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const follow = useFollow()
  const [side, setSide] = useState<keyof typeof SIDES>('replier')
  const hours = hoursShown(day.hours, hour)
  const of = (one: Hour) => one[SIDES[side]]
  const into = t(side === 'replier' ? 'dashboard.arrived' : 'dashboard.received')
  const out = t(side === 'replier' ? 'dashboard.answered' : 'dashboard.sent')
  const cameIn = (one: Hour) => (side === 'replier' ? of(one).requests : of(one).replies)
  const wentOut = (one: Hour) => (side === 'replier' ? of(one).replies : of(one).requests)
  const now = new Date()
  /** A count that leads to what made it in its hour. */
  const figure = (value: number, hour: number, label: string, measure: string, part?: DayFigure['part']) =>
    value === 0 ? (
      <span className="wa-soft">0</span>
    ) : (
      <Link
        href={dayAddress({ measure, side, hour, ...(part ? { part } : {}) }, { centre: day.centre, day: day.day, now })}
        onFollow={follow}
        ariaLabel={`${label}, ${hourName(hour)}: ${words.number(value)}`}
      >
        {words.number(value)}
      </Link>
    )
  const some = hours.filter((one) => cameIn(one) + wentOut(one) + of(one).due > 0)
  const most = Math.max(4, ...hours.flatMap((one) => [cameIn(one), wentOut(one)]))
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t('dashboard.hoursAbout')}
          actions={
            <SegmentedControl
              label={t('dashboard.side')}
              selectedId={side}
              options={(['replier', 'requester'] as const).map((id) => ({ id, text: t(`dashboard.${id}`) }))}
              onChange={({ detail }) => setSide(detail.selectedId as keyof typeof SIDES)}
            />
          }
        >
          {t('dashboard.hours')}
        </Header>
      }
    >
      <MixedLineBarChart
        ariaLabel={t('dashboard.hours')}
        ariaDescription={t('dashboard.hoursAbout')}
        height={HEIGHT}
        hideFilter
        xScaleType="categorical"
        xDomain={hours.map((one) => hourName(one.hour))}
        yDomain={[0, most]}
        xTitle={t('dashboard.hour')}
        yTitle={t('dashboard.inquiries')}
        series={[
          { type: 'bar', title: into, data: hours.map((one) => ({ x: hourName(one.hour), y: cameIn(one) })), valueFormatter: words.number },
          { type: 'bar', title: out, data: hours.map((one) => ({ x: hourName(one.hour), y: wentOut(one) })), valueFormatter: words.number },
          { type: 'threshold', title: t('dashboard.now'), x: hourName(hour) },
        ]}
        detailPopoverSeriesContent={({ series, x, y }) => ({
          key: series.title,
          value: figure(y, hourOf(x), series.title, (series.title === into) === (side === 'replier') ? 'requests' : 'replies'),
        })}
        empty={<Box textAlign="center">{t('dashboard.nothing')}</Box>}
      />
      <ExpandableSection headerText={t('dashboard.table')}>
        <Table
          variant="embedded"
          items={some}
          trackBy="hour"
          ariaLabels={{ tableLabel: t('dashboard.hours') }}
          columnDefinitions={[
            { id: 'hour', header: t('dashboard.hour'), isRowHeader: true, cell: (one) => hourName(one.hour) },
            { id: 'in', header: into, cell: (one) => figure(cameIn(one), one.hour, into, side === 'replier' ? 'requests' : 'replies') },
            { id: 'out', header: out, cell: (one) => figure(wentOut(one), one.hour, out, side === 'replier' ? 'replies' : 'requests') },
            {
              id: 'due',
              header: t('dashboard.due'),
              cell: (one) => figure(of(one).due, one.hour, t('dashboard.due'), 'on-time-reply', 'whole'),
            },
            {
              id: 'late',
              header: t('dashboard.late'),
              cell: (one) => figure(of(one).due - of(one).onTime, one.hour, t('dashboard.late'), 'on-time-reply', 'rest'),
            },
          ]}
          empty={t('dashboard.nothing')}
        />
      </ExpandableSection>
    </Container>
  )
}
