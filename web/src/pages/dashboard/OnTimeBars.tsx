import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import MixedLineBarChart from '@cloudscape-design/components/mixed-line-bar-chart'
import { useTranslation } from 'react-i18next'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { floorOf } from '../../logic/course'
import { inLines } from '../../logic/dashboard'
import { formatPercent } from '../../logic/percent'
import { useMedia } from '../../parts/useMedia'
import { useWidth } from '../../parts/useWidth'

export interface Bar {
  code: string
  name: string
  percent: number | null
  before: number | null
  /** What made it, and what made that before. */
  href: string
  beforeHref: string
}

/** How many bars can be told apart here: of more, those furthest below the target are drawn; the table has all. */
export const useDrawn = () => (useMedia('(max-width: 688px)') ? 5 : 12)

/** In pixels: what stands beside the bars, what keeps two names apart, and a character of a name as the chart measures it. */
const AXIS = 48
const APART = 4
const CHARACTER = 7.7
/** With fewer characters a name says less than its code. */
const FEWEST = 8

/** Answers on time side by side, against the target and the month before. The axis begins where the differences can be seen. */
export function OnTimeBars({ title, bars, target }: { title: string; bars: readonly Bar[]; target: number | null }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const follow = useFollow()
  const percent = (value: number) => formatPercent(value, language)
  const [width, place] = useWidth()
  const characters = Math.floor(((width - AXIS) / bars.length - APART) / CHARACTER)
  const values = bars.flatMap(({ percent: now, before }) => [now, before].filter((one) => one !== null))
  const floor = floorOf(values, target ?? 100)
  const data = (of: (bar: Bar) => number | null) => bars.flatMap((bar) => (of(bar) === null ? [] : [{ x: bar.code, y: of(bar) ?? 0 }]))
  return (
    <div ref={place}>
      <MixedLineBarChart
        ariaLabel={title}
        height={220}
        hideFilter
        xScaleType="categorical"
        xDomain={bars.map((bar) => bar.code)}
        yDomain={[floor, 100]}
        yTitle={t('reports.onTime')}
        series={[
          { type: 'bar', title: t('dashboard.thisMonth'), data: data((bar) => bar.percent), valueFormatter: percent },
          {
            type: 'bar',
            title: t('dashboard.monthBefore'),
            color: 'var(--wa-border-strong)',
            data: data((bar) => bar.before),
            valueFormatter: percent,
          },
          ...(target === null
            ? []
            : [
                {
                  type: 'threshold' as const,
                  title: t('dashboard.target', { target: percent(target) }),
                  y: target,
                  valueFormatter: percent,
                },
              ]),
        ]}
        xTickFormatter={(code) => {
          const name = bars.find((bar) => bar.code === code)?.name ?? code
          return characters < FEWEST ? code : inLines(name, characters)
        }}
        yTickFormatter={percent}
        detailPopoverSeriesContent={({ series, x, y }) => {
          const bar = series.type === 'bar' && bars.find(({ code }) => code === x)
          return {
            key: series.title,
            value: bar ? (
              <Link href={series.title === t('dashboard.thisMonth') ? bar.href : bar.beforeHref} onFollow={follow}>
                {percent(y)}
              </Link>
            ) : (
              percent(y)
            ),
          }
        }}
        empty={<Box textAlign="center">{t('dashboard.nothing')}</Box>}
      />
    </div>
  )
}
