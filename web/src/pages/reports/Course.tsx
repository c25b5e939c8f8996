import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useCourse } from '../../api/reports'
import type { Report } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { type CourseMonth, courseOf, floorOf, labelAt, monthsInOperation, YEAR } from '../../logic/course'
import { formatMonth } from '../../logic/instant'
import { formatPercent } from '../../logic/percent'
import { Share } from './Share'

const HEIGHT = 160
const WIDTH = 780
const LEFT = 44
const BELOW = 22
const ABOVE = 18

/** Answers on time over thirteen months against the target: bars that lead to their reports, and the same as a table. */
export function Course({ report }: { report: Report }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { language } = useWorkplace()
  const reports = useCourse(report.operator)
  const months = courseOf(reports.data?.items ?? [], report.month).map((one) =>
    one.month === report.month ? { ...one, report: report } : one,
  )
  const some = months.filter((one) => one.report).length > 1
  return (
    <Container
      header={
        <Header variant="h2" description={t(report.operator === 'NETWORK' ? 'reporting.network.trendAbout' : 'reporting.trendAbout')}>
          {t('reporting.trend')}
        </Header>
      }
    >
      {some ? (
        <>
          <nav
            className="wa-course"
            aria-label={t('reporting.trend')}
            ref={(drawn) => drawn?.scrollTo({ left: drawn.scrollWidth })} // on a phone the latest months are seen first
          >
            <Bars months={months} target={report.summary.asReplier.onTime.target ?? 0} />
          </nav>
          <ExpandableSection headerText={t('reporting.trendTable')}>
            <Table
              variant="embedded"
              items={months.filter((one) => one.report).reverse()}
              trackBy="month"
              ariaLabels={{ tableLabel: t('reporting.trend') }}
              columnDefinitions={[
                {
                  id: 'month',
                  header: t('reporting.month'),
                  isRowHeader: true,
                  cell: (one) => (
                    <Link href={`/reports/${one.report?.id}`} onFollow={follow}>
                      {formatMonth(one.month, language)}
                    </Link>
                  ),
                },
                {
                  id: 'onTime',
                  header: t('reporting.onTime'),
                  cell: (one) => one.report && <Share ratio={one.report.summary.asReplier.onTime} />,
                },
                {
                  id: 'late',
                  header: t('reporting.late'),
                  cell: (one) => one.report && one.report.summary.asReplier.onTime.whole - one.report.summary.asReplier.onTime.part,
                },
              ]}
            />
          </ExpandableSection>
        </>
      ) : (
        <Box color="text-body-secondary">{t('reporting.trendNone')}</Box>
      )}
      {reports.data && report.operator !== 'NETWORK' && <Operation months={monthsInOperation(months)} />}
    </Container>
  )
}

/** In how many months of the last year the post took part at all. */
function Operation({ months }: { months: number }) {
  const { t } = useTranslation()
  return (
    <Box padding={{ top: 's' }}>
      <StatusIndicator type={months === YEAR ? 'success' : 'warning'}>{t('reporting.operation', { months, of: YEAR })}</StatusIndicator>
      <div className="wa-soft wa-small">{t('reporting.operationAbout')}</div>
    </Box>
  )
}

function Bars({ months, target }: { months: readonly CourseMonth[]; target: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { language } = useWorkplace()
  const values = months.flatMap(({ report }) => report?.summary.asReplier.onTime.percent ?? [])
  const floor = floorOf(values, target)
  const y = (percent: number) => ABOVE + (HEIGHT * (100 - percent)) / (100 - floor)
  const step = (WIDTH - LEFT) / months.length
  const short = (month: string) => new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-01`))
  const go = (id: string) => (event: MouseEvent) => {
    event.preventDefault()
    void navigate(`/reports/${id}`)
  }
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + ABOVE + BELOW + 14}`}>
      <title>{t('reporting.trend')}</title>
      {[floor, (floor + 100) / 2, 100].map((percent) => (
        <g key={percent}>
          <line x1={LEFT} x2={WIDTH} y1={y(percent)} y2={y(percent)} className="wa-course-line" />
          <text x={LEFT - 6} y={y(percent) + 4} textAnchor="end">
            {formatPercent(percent, language)}
          </text>
        </g>
      ))}
      {target > 0 && (
        <g>
          <line x1={LEFT} x2={WIDTH} y1={y(target)} y2={y(target)} className="wa-course-target" />
        </g>
      )}
      {months.map(({ month, report }, i) => {
        const x = LEFT + i * step
        const percent = report?.summary.asReplier.onTime.percent
        const name = formatMonth(month, language)
        const drawn = typeof percent === 'number'
        const bar = (
          <>
            <rect x={x} y={ABOVE - 14} width={step} height={HEIGHT + BELOW + 14} className="wa-course-hit" />
            {drawn && (
              <rect
                x={x + step * 0.16}
                y={y(percent)}
                width={step * 0.68}
                height={y(floor) - y(percent)}
                rx="2"
                className="wa-course-bar"
              />
            )}
            <text x={x + step / 2} y={labelAt(drawn ? y(percent) : y(floor), y(target))} textAnchor="middle">
              {drawn ? formatPercent(percent, language) : '–'}
            </text>
            <text x={x + step / 2} y={HEIGHT + ABOVE + 15} textAnchor="middle">
              {short(month)}
            </text>
            {(i === 0 || month.endsWith('-01')) && (
              <text x={x + step / 2} y={HEIGHT + ABOVE + 29} textAnchor="middle">
                {month.slice(0, 4)}
              </text>
            )}
          </>
        )
        if (!report) return <g key={month}>{bar}</g>
        const { part, whole } = report.summary.asReplier.onTime
        const said = `${name}: ${drawn ? formatPercent(percent, language) : '–'} (${t('reporting.counts', { part, whole })})`
        return (
          <a
            key={month}
            href={`/reports/${report.id}`}
            onClick={go(report.id)}
            aria-label={said}
            className={i === months.length - 1 ? 'wa-course-now' : undefined}
          >
            <title>{said}</title>
            {bar}
          </a>
        )
      })}
      <text x={WIDTH} y={HEIGHT + ABOVE + 30} textAnchor="end" className="wa-course-legend">
        – – {t('reporting.trendTarget', { target: formatPercent(target, language) })}
      </text>
    </svg>
  )
}
