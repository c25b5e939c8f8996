import Alert from '@cloudscape-design/components/alert'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useEditions, useReport } from '../../api/reports'
import type { Mean, Report } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatMinutes } from '../../logic/duration'
import { formatMonth } from '../../logic/instant'
import { Instant } from '../../parts/Instant'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { FigureLink } from '../insights/FigureLink'
import { AllFigures } from './AllFigures'
import { Correct } from './Correct'
import { Course } from './Course'
import { Downloads } from './Downloads'
import { Editions, useEditionName } from './Editions'
import { Figure, ShareFigure } from './Figure'
import { ReportRows } from './ReportRows'
import { ReportState } from './ReportState'

export default function ReportPage() {
  const { id = '' } = useParams()
  const [query] = useSearchParams()
  const edition = query.get('edition') ?? ''
  const report = useReport(id, edition)
  if (report.error && !report.data) return <ProblemAlert error={report.error} retry={() => void report.refetch()} />
  return report.data ? <Loaded key={`${id} ${edition}`} report={report.data} /> : <Loading />
}

function Loaded({ report }: { report: Report }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const navigate = useNavigate()
  const { language, can, me } = useWorkplace()
  const theirs = report.operator !== 'NETWORK' && report.operator !== me.operator?.code
  const nameOf = useEditionName()
  const editions = useEditions(report.id)
  const [changed, setChanged] = useState('')
  const [correcting, setCorrecting] = useState(false)
  const changes = useRef<HTMLDivElement>(null)
  const showChanges = () => {
    flushSync(() => setChanged(report.edition))
    changes.current?.scrollIntoView({ behavior: 'smooth' })
    changes.current?.focus({ preventScroll: true })
  }
  const rows = report.rows
  /** The network's report is about all posts, and not about ours. */
  const own = (what: 'onTimeHelp' | 'workloadHelp' | 'asReplierHelp' | 'asRequesterHelp') =>
    report.operator === 'NETWORK' ? t(`reporting.network.${what}`) : t(`reports.${what}`)
  const month = formatMonth(report.month, language)
  const { asReplier, asRequester } = report.summary
  const before = report.lastMonth?.summary.asReplier
  const year = report.lastYear?.summary.asReplier
  const latest = editions.data?.[0]?.edition ?? report.edition
  const count = (one: number) => new Intl.NumberFormat(language).format(one)
  const lateOf = (one: typeof before) => one && count(one.onTime.whole - one.onTime.part)
  const inOut = (answered: number, asked: number) => t('reports.inOut', { answered: count(answered), asked: count(asked) })
  /** What a table is about, and beside it how many came on a thousand items, which no call centre has. */
  const about = (words: string, { inquiryRate: of }: typeof asReplier) => {
    if (!of) return words
    const rate = new Intl.NumberFormat(language, { minimumFractionDigits: 1 }).format(of.perMille)
    const counts = { rate, part: count(of.part), items: count(of.items), advised: count(of.preAdvised) }
    return `${words} ${t(of.complete ? 'reporting.rate.whole' : 'reporting.rate.told', counts)}`
  }
  const mean = (one: Mean | undefined) =>
    one && (typeof one.averageMinutes === 'number' ? formatMinutes(one.averageMinutes, language) : t('reports.none'))
  usePageTitle(t('reports.of_month', { month }))
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('reports.title'), href: theirs ? `/reports?operator=${report.operator}` : '/reports' },
          { text: month, href: `/reports/${report.id}` },
        ]}
      />
      <Header
        variant="h1"
        description={
          <>
            {report.operator === 'NETWORK' ? t('insights.network') : report.name} ·{' '}
            <ReportState state={report.state}>{nameOf(report.edition)}</ReportState> · {t('reports.madeAt')}{' '}
            <Instant at={report.createdAt} />
          </>
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {can('network-administrator') && report.state === 'final' && report.operator === 'NETWORK' && (
              <Button onClick={() => setCorrecting(true)}>{t('reporting.correct')}</Button>
            )}
            <Downloads report={report} edition={report.edition} />
          </SpaceBetween>
        }
      >
        {t('reports.of_month', { month })}
      </Header>
      {report.edition !== latest && (
        <Alert
          type="info"
          header={t('reporting.old')}
          action={<Button onClick={() => void navigate(`/reports/${report.id}`)}>{t('reporting.seeLatest')}</Button>}
        >
          {t('reporting.oldAbout')}
        </Alert>
      )}
      {Boolean(report.reason) && (
        <Alert type="warning" header={t('reporting.corrected')} action={<Button onClick={showChanges}>{t('reporting.seeChanges')}</Button>}>
          {t('reporting.correctedBecause', { reason: report.reason })}
        </Alert>
      )}
      <Container header={<Header variant="h2">{t('reports.overview')}</Header>}>
        <ColumnLayout columns={4} variant="text-grid" minColumnWidth={160}>
          <ShareFigure
            label={t('reports.onTime')}
            help={own('onTimeHelp')}
            meaning={t('insights.meaning.on-time-reply')}
            look={(figure) => (
              <FigureLink report={report} metric="on-time-reply" side="asReplier" none={asReplier.onTime.whole === 0}>
                {figure}
              </FigureLink>
            )}
            ratio={asReplier.onTime}
            before={before?.onTime}
            year={year?.onTime}
          />
          <Figure
            label={t('reports.late')}
            help={t('reports.lateHelp', { count: asReplier.outstanding })}
            meaning={t('reporting.meaning.late')}
            lastMonth={lateOf(before)}
            lastYear={lateOf(year)}
          >
            <FigureLink
              report={report}
              metric="on-time-reply"
              side="asReplier"
              late
              none={asReplier.onTime.whole === asReplier.onTime.part}
            >
              {lateOf(asReplier)}
            </FigureLink>
          </Figure>
          <ShareFigure
            label={t('reports.firstLevel')}
            help={t('reports.firstLevelHelp')}
            meaning={t('insights.meaning.first-level-resolution')}
            look={(figure) => (
              <FigureLink report={report} metric="first-level-resolution" side="asReplier" none={asReplier.firstLevel.whole === 0}>
                {figure}
              </FigureLink>
            )}
            ratio={asReplier.firstLevel}
            before={before?.firstLevel}
            year={year?.firstLevel}
          />
          <Figure
            label={t('reports.timeToReply')}
            help={`${own('workloadHelp')} (${inOut(asReplier.replies, asRequester.requests)})`}
            meaning={t('insights.meaning.time-to-reply')}
            lastMonth={mean(before?.timeToReply)}
            lastYear={mean(year?.timeToReply)}
          >
            <FigureLink report={report} metric="time-to-reply" side="asReplier" none={asReplier.timeToReply.count === 0}>
              {mean(asReplier.timeToReply)}
            </FigureLink>
          </Figure>
        </ColumnLayout>
      </Container>
      <Course report={report} />
      <ReportRows
        report={report}
        title={t('reports.asReplier')}
        about={about(own('asReplierHelp'), asReplier)}
        rows={rows}
        side="asReplier"
      />
      <ReportRows
        report={report}
        title={t('reports.asRequester')}
        about={about(own('asRequesterHelp'), asRequester)}
        rows={rows}
        side="asRequester"
      />
      <AllFigures report={report} />
      <Editions report={report} changed={changed} setChanged={setChanged} changes={changes} />
      {correcting && <Correct month={report.month} onClose={() => setCorrecting(false)} onAsked={() => void navigate('/reports/runs')} />}
    </SpaceBetween>
  )
}
