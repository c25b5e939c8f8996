import Alert from '@cloudscape-design/components/alert'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { type ReportContent, useMetrics, useSavedReport, useSaveReport } from '../../api/insights'
import { isProblem } from '../../api/problem'
import type { Metric, ReportQuery, SavedReport } from '../../api/types'
import { useFlash } from '../../app/flash'
import { useFollow } from '../../app/follow'
import { type Chart, chartOf } from '../../logic/insightCharts'
import { asksSame, byAgent, faultOf, queryIn, queryOfAddress } from '../../logic/insightQuery'
import { useDraft } from '../../parts/drafts'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { BuilderForm } from './BuilderForm'
import { About } from './builder/About'
import { Preview } from './builder/Preview'
import { NameDialog, RemoveDialog, ScheduleDialog, useOnce } from './Dialogs'
import { useAsker } from './useLook'

/** What a new report begins with: how the last three months were, by partner, against the three before. */
const FIRST: ReportQuery = {
  measures: ['on-time-reply', 'time-to-reply'],
  sides: ['requester'],
  dimensions: ['partner'],
  filters: [],
  period: { last: 3, running: false },
  compare: 'before',
}

/** Reports that people make themselves: figures, what they are broken down by, of what and when, and how they are drawn. */
export default function BuilderPage() {
  const { id = '' } = useParams()
  const [address] = useSearchParams()
  const metrics = useMetrics()
  const saved = useSavedReport(id)
  const failed = saved.data ? metrics.error : (saved.error ?? metrics.error)
  if (failed) return <ProblemAlert error={failed} retry={() => void Promise.all([saved.refetch(), metrics.refetch()])} />
  if (!metrics.data || (id && !saved.data)) return <Loading />
  return (
    <Builder
      key={id || address.toString()}
      saved={saved.data}
      reload={() => saved.refetch()}
      start={saved.data?.query ?? queryOfAddress(address, FIRST)}
      draft={id || `new ${address}`}
      metrics={metrics.data}
    />
  )
}

interface Content {
  query: ReportQuery
  chart: Chart
  /** Of the saved report that the changes began on. */
  version: number
}

interface Props {
  saved: SavedReport | undefined
  reload(): Promise<unknown>
  start: ReportQuery
  draft: string
  metrics: readonly Metric[]
}

type Shown = 'name' | 'copy' | 'schedule' | 'remove'

function Builder({ saved, reload, start, draft, metrics }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const flash = useFlash()
  const navigate = useNavigate()
  const asker = useAsker()
  const now = new Date().toISOString().slice(0, 7)
  const first: Content = {
    query: start,
    chart: saved?.chart ?? chartOf(undefined, start, metrics),
    version: saved?.version ?? 0,
  }
  const [content, setContent, forget] = useDraft<Content>(`insights.${draft}`, first)
  const [restored, setRestored] = useState(() => !asksSame(content.query, start) || (saved && content.chart !== saved.chart))
  const [shown, setShown] = useState<Shown>()
  const save = useSaveReport()
  const once = useOnce()
  const { query } = content
  const chart = chartOf(content.chart, query, metrics)
  const changed = !saved || !asksSame(query, saved.query) || chart !== saved.chart
  const title = saved?.name ?? t('insights.builder.title')
  usePageTitle(title)
  const mine = saved?.mine ?? false
  const mailed = byAgent(query) && Boolean(saved?.schedule)
  const whole: ReportContent = {
    name: saved?.name ?? '',
    description: saved?.description ?? '',
    query,
    chart,
    shared: saved?.shared ?? false,
    schedule: saved?.mine ? saved.schedule : null,
  }
  const done = (report: SavedReport) => {
    forget()
    setShown(undefined)
    setRestored(false)
    setContent({ query: report.query, chart: report.chart, version: report.version })
    forget()
    flash.done(t('insights.saved.saved'))
    if (report.id !== saved?.id) void navigate(`/insights/saved/${report.id}`)
  }
  /** What was named anew or sent otherwise: changes of the question stay as they are. */
  const noted = (report: SavedReport) => {
    setShown(undefined)
    setContent((before) => ({ ...before, version: report.version }))
    if (!changed) forget()
    flash.done(t('insights.saved.saved'))
  }
  const put = (change: Partial<ReportContent>) => {
    if (!saved) return
    const next = { ...whole, ...change }
    save.mutate({ ...next, id: saved.id, version: content.version, once: once(next) }, { onSuccess: done })
  }
  const undo = async () => {
    forget()
    save.reset()
    setRestored(false)
    if (saved) await reload()
    setContent(first)
    forget()
  }
  const more = [
    ...(mine ? [{ id: 'name', text: t('insights.saved.edit') }] : []),
    ...(mine && !(saved && byAgent(saved.query) && !saved.schedule) ? [{ id: 'schedule', text: t('insights.saved.schedule') }] : []),
    ...(saved ? [{ id: 'copy', text: t(mine ? 'insights.saved.saveAs' : 'insights.saved.copy') }] : []),
    ...(saved?.mayRemove && !mine && saved.shared ? [{ id: 'unshare', text: t('insights.saved.unshare') }] : []),
    ...(saved?.mayRemove ? [{ id: 'remove', text: t('insights.saved.remove') }] : []),
  ]
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('insights.title'), href: '/insights' },
          { text: title, href: '' },
        ]}
      />
      <Header
        variant="h1"
        description={saved ? <About saved={saved} /> : t('insights.builder.about')}
        actions={
          <div className="wa-no-print">
            <SpaceBetween direction="horizontal" size="xs">
              {more.length > 0 && (
                <ButtonDropdown
                  items={more}
                  onItemClick={({ detail }) =>
                    detail.id === 'unshare' && saved
                      ? put({ query: saved.query, chart: saved.chart, shared: false, schedule: saved.schedule })
                      : setShown(detail.id as Shown)
                  }
                >
                  {t('insights.saved.more')}
                </ButtonDropdown>
              )}
              {mine ? (
                <Button
                  variant="primary"
                  disabled={!changed || mailed}
                  disabledReason={mailed ? t('insights.agent.notMailed') : undefined}
                  loading={save.isPending}
                  onClick={() => put({})}
                >
                  {t('insights.saved.save')}
                </Button>
              ) : (
                <Button variant="primary" onClick={() => setShown('copy')}>
                  {t(saved ? 'insights.saved.saveAs' : 'insights.saved.save')}
                </Button>
              )}
            </SpaceBetween>
          </div>
        }
      >
        {title}
      </Header>
      {isProblem(save.error, 'saved-report-changed') ? (
        <Alert type="warning" action={<Button onClick={() => void undo()}>{t('insights.saved.reload')}</Button>}>
          {t('insights.saved.changedMeanwhile')}
        </Alert>
      ) : (
        save.error && <ProblemAlert error={save.error} />
      )}
      {restored && changed && (
        <Alert type="info" action={<Button onClick={() => void undo()}>{t('insights.builder.discard')}</Button>}>
          {t('insights.builder.restored')}
        </Alert>
      )}
      <div className="wa-builder">
        <div className="wa-no-print">
          <BuilderForm
            query={query}
            set={(next) => setContent((before) => ({ ...before, query: next }))}
            metrics={metrics}
            fault={faultOf(queryIn(query, now), now, asker, metrics)}
            now={now}
          />
        </div>
        <Preview
          query={query}
          now={now}
          metrics={metrics}
          chart={chart}
          setChart={(next) => setContent((before) => ({ ...before, chart: next }))}
          root={saved ? `/insights/saved/${saved.id}` : '/insights'}
          changed={changed}
        />
      </div>
      {(shown === 'name' || shown === 'copy') && (
        <NameDialog
          content={
            shown === 'copy'
              ? {
                  ...whole,
                  name: saved ? t('insights.saved.copyName', { name: saved.name }).slice(0, 80) : '',
                  shared: false,
                  schedule: null,
                }
              : { ...whole, query: saved?.query ?? query, chart: saved?.chart ?? chart }
          }
          saved={shown === 'name' ? saved : undefined}
          onDone={shown === 'name' ? noted : done}
          onClose={() => setShown(undefined)}
        />
      )}
      {shown === 'schedule' && saved && <ScheduleDialog saved={saved} onDone={noted} onClose={() => setShown(undefined)} />}
      {shown === 'remove' && saved && (
        <RemoveDialog
          saved={saved}
          onDone={() => {
            forget()
            flash.done(t('insights.saved.removed'))
            void navigate('/insights', { replace: true })
          }}
          onClose={() => setShown(undefined)}
        />
      )}
    </SpaceBetween>
  )
}
