import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Signal, SignalWeek } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { lookAddress } from '../../logic/insightWay'
import { figuresWay, scaleOf, signalAddress, stretches } from '../../logic/signals'
import { useDimensions } from '../insights/useLook'
import { useSignalWords } from './words'

const WIDTH = 780
const HEIGHT = 220
const LEFT = 76
const RIGHT = 12
const ABOVE = 14
const BELOW = 40

/** On a phone the latest weeks are seen first. */
const latestFirst = (drawn: HTMLElement | null) => drawn?.scrollTo({ left: drawn.scrollWidth })

/** Where a week of a signal leads to: what was counted in it; undefined where that was nothing. */
function useWeekAddress(signal: Signal): (week: SignalWeek) => string | undefined {
  const offered = useDimensions()
  const network = !useWorkplace().me.operator?.code
  const way = figuresWay(signal, network)
  return ({ week, value }) => (value === null ? undefined : lookAddress(way, [week], offered, signalAddress(signal)))
}

/** A figure week by week with what was usual, and the same as a table; each week leads to what was counted in it. */
export function SignalChart({ signal }: { signal: Signal }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const address = useWeekAddress(signal)
  const words = useSignalWords()
  const value = (one: number | null) => (one === null ? t('reports.none') : words.value(signal.unit, one))
  const counts = ({ part, whole }: SignalWeek) => {
    if (whole === null) return value(part)
    return signal.unit === 'minutes' ? t('signals.minutesOf', { count: whole }) : t('signals.counts', { part, whole })
  }
  const range = (one: SignalWeek) =>
    one.low === null || one.high === null
      ? t('signals.unjudged')
      : `${value(one.low)} – ${value(one.high)}${one.outside ? ` · ${t('signals.outside')}` : ''}`
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="wa-signal" tabIndex={0} aria-label={t('signals.course')} ref={latestFirst}>
        <Drawing
          signal={signal}
          to={address}
          said={(one) => `${words.day(one.week)}: ${value(one.value)}, ${t('signals.range')}: ${range(one)}`}
        />
      </section>
      <Box margin={{ top: 'xs' }}>
        <ul className="wa-signal-legend">
          <li>
            <svg viewBox="0 0 24 12" aria-hidden="true">
              <line x1="0" x2="24" y1="6" y2="6" className="wa-signal-value" />
            </svg>
            {t('signals.legendValue')}
          </li>
          <li>
            <svg viewBox="0 0 24 12" aria-hidden="true">
              <rect width="24" height="12" className="wa-signal-band" />
            </svg>
            {t('signals.legendBand')}
          </li>
          <li>
            <svg viewBox="0 0 24 12" aria-hidden="true">
              <path d={diamond(12, 6)} className="wa-signal-out" />
            </svg>
            {t('signals.outside')}
          </li>
          {signal.target !== null && (
            <li>
              <svg viewBox="0 0 24 12" aria-hidden="true">
                <line x1="0" x2="24" y1="6" y2="6" className="wa-course-target" />
              </svg>
              {t('signals.target', { target: value(signal.target) })}
            </li>
          )}
        </ul>
      </Box>
      <ExpandableSection headerText={t('signals.table')}>
        <Table<SignalWeek>
          variant="embedded"
          contentDensity="compact"
          items={[...signal.weekly].reverse()}
          trackBy="week"
          ariaLabels={{ tableLabel: t('signals.course') }}
          columnDefinitions={[
            {
              id: 'week',
              header: t('signals.week'),
              isRowHeader: true,
              cell: (one) => {
                const href = address(one)
                return href ? (
                  <Link href={href} onFollow={follow}>
                    {words.day(one.week)}
                  </Link>
                ) : (
                  words.day(one.week)
                )
              },
            },
            { id: 'value', header: t('signals.figure'), cell: (one) => value(one.value) },
            { id: 'cases', header: t('signals.cases'), cell: counts },
            { id: 'expected', header: t('signals.expected'), cell: (one) => value(one.expected) },
            { id: 'range', header: t('signals.range'), cell: range },
          ]}
        />
      </ExpandableSection>
    </>
  )
}

const diamond = (x: number, y: number) => `M${x} ${y - 6}l6 6-6 6-6-6z`

interface DrawingProps {
  signal: Signal
  to(week: SignalWeek): string | undefined
  said(week: SignalWeek): string
}

function Drawing({ signal, to, said }: DrawingProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const words = useSignalWords()
  const { weekly, unit, target } = signal
  const { floor, top, lines } = scaleOf(unit, weekly, target)
  const step = (WIDTH - LEFT - RIGHT) / weekly.length
  const x = (i: number) => LEFT + step * (i + 0.5)
  const y = (one: number) => ABOVE + (HEIGHT * (top - Math.min(top, Math.max(floor, one)))) / (top - floor)
  const every = Math.ceil(weekly.length / 7) // one day of so many weeks has room
  const band = ([from, to]: [number, number]) => {
    const places = weekly.slice(from, to + 1)
    const edge = (get: (one: SignalWeek) => number | null) =>
      places.flatMap((one, k) => {
        const at = y(get(one) ?? floor)
        return [`${x(from + k) - step / 2},${at}`, `${x(from + k) + step / 2},${at}`]
      })
    return [...edge((one) => one.high), ...edge((one) => one.low).reverse()].join(' ')
  }
  const line = weekly.flatMap((one, i) => (one.value === null ? [] : [`${x(i)},${y(one.value)}`])).join(' ')
  return (
    <svg viewBox={`0 0 ${WIDTH} ${ABOVE + HEIGHT + BELOW}`}>
      <title>{`${t('signals.course')}: ${words.says(signal)}`}</title>
      {stretches(weekly).map((one) => (
        <polygon key={one[0]} points={band(one)} className="wa-signal-band" />
      ))}
      {lines.map((one) => (
        <g key={one}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(one)} y2={y(one)} className="wa-course-line" />
          <text x={LEFT - 8} y={y(one) + 4} textAnchor="end">
            {words.value(unit, one)}
          </text>
        </g>
      ))}
      {target !== null && target >= floor && target <= top && (
        <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(target)} y2={y(target)} className="wa-course-target" />
      )}
      <polyline points={line} className="wa-signal-value" />
      {weekly.map((one, i) => {
        const address = to(one)
        const week = (
          <>
            <title>{said(one)}</title>
            <rect x={x(i) - step / 2} y={ABOVE} width={step} height={HEIGHT} className="wa-course-hit" />
            {one.value !== null &&
              (one.outside ? (
                <path d={diamond(x(i), y(one.value))} className="wa-signal-out" />
              ) : (
                <circle cx={x(i)} cy={y(one.value)} r="3" className="wa-signal-in" />
              ))}
            {i % every === 0 && (
              <text x={x(i)} y={ABOVE + HEIGHT + 22} textAnchor="middle">
                {words.short(one.week)}
              </text>
            )}
          </>
        )
        if (!address) return <g key={one.week}>{week}</g>
        return (
          <a
            key={one.week}
            href={address}
            aria-label={said(one)}
            onClick={(event) => {
              event.preventDefault()
              void navigate(address)
            }}
          >
            {week}
          </a>
        )
      })}
    </svg>
  )
}
