import Box from '@cloudscape-design/components/box'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useFigures, useMetrics } from '../../api/insights'
import type { Metric } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { CHARTS, chartsFor } from '../../logic/insightCharts'
import { addressOf, byAgent, goesWith, mayByAgent, ofEveryone, reportOf } from '../../logic/insightQuery'
import { addressOfWay, furtherOf, narrowed, queryAt, rootOf, type Way, wayOf } from '../../logic/insightWay'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import NotFoundPage from '../other/NotFoundPage'
import { Answered } from './Answered'
import { AsCounted } from './AsCounted'
import { Inquiries } from './Inquiries'
import { Totals } from './Totals'
import { useDimensions, useLook } from './useLook'
import { useDimensionTitle, useQuestionWords, useValueWords } from './words'

/** Where a way began, when it was not among the insights. */
const BEGAN = [
  ['/reports', 'reports.title'],
  ['/dashboard', 'dashboard.title'],
  ['/insights/signals/', 'signals.title'],
] as const

/** What is behind a figure: broken down further and further, and at last the inquiries that made it. The way stands in the address. */
export default function ExplorePage() {
  const [address] = useSearchParams()
  const metrics = useMetrics()
  const way = wayOf(address)
  if (!way) return <NotFoundPage />
  if (metrics.error) return <ProblemAlert error={metrics.error} retry={() => void metrics.refetch()} />
  return metrics.data ? <Explored way={way} root={rootOf(address)} metrics={metrics.data} /> : <Loading />
}

/** What the page is called that the way began on. */
function Explored({ way, root, metrics }: { way: Way; root: string; metrics: readonly Metric[] }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const navigate = useNavigate()
  const { can } = useWorkplace()
  const [address, setAddress] = useSearchParams()
  const offered = useDimensions()
  const look = useLook(root)
  const title = useDimensionTitle()
  const words = useQuestionWords()
  const value = useValueWords()
  const query = queryAt(way)
  const network = can('network-administrator')
  const closed = network || ofEveryone(query)
  const listing = !closed && address.get('show') === 'inquiries'
  const oneYear = query.from.slice(0, 4) === query.to.slice(0, 4)
  const further = furtherOf(query, offered).filter(
    (one) =>
      one !== 'inquiry' &&
      goesWith({ ...query, dimensions: [] }, one, metrics) &&
      (one !== 'agent' || (oneYear && mayByAgent({ ...query, dimensions: [] }, metrics))),
  )
  const by = query.dimensions ?? []
  const figures = useFigures(query)
  const charts = chartsFor(query, metrics)
  const chart = CHARTS.find((one) => one === address.get('chart') && charts.includes(one))

  /** What a step chose, in words: "Japan Post, Registered item". */
  const stepName = (at: number) => {
    const dimensions = queryAt(way, at).dimensions ?? []
    const keys = way.steps[at]?.keys ?? []
    return dimensions.flatMap((one, k) => (keys[k] === undefined ? [] : value(one, keys[k]))).join(', ') || t('insights.allTogether')
  }
  const at = (count: number) => {
    const there = addressOfWay({ query: way.query, steps: way.steps.slice(0, count) })
    if (root) there.set('root', root)
    return `/insights/explore?${there}`
  }
  const here = way.steps.length > 0 ? stepName(way.steps.length - 1) : words.by(by)
  usePageTitle(here)
  const set = (change: Record<string, string>) => {
    const next = new URLSearchParams(address)
    for (const [name, one] of Object.entries(change)) one ? next.set(name, one) : next.delete(name)
    setAddress(next, { replace: true })
  }
  const breakDown = (dimension: string) => {
    const steps = way.steps
    const last = steps.at(-1)
    const next = last
      ? { query: way.query, steps: [...steps.slice(0, -1), { ...last, by: [dimension] }] }
      : { query: narrowed(way.query, [], [dimension]), steps }
    const there = addressOfWay(next)
    there.set('root', root)
    void navigate(`/insights/explore?${there}`, { replace: true })
  }
  const filters = words.filters(query.filters)
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t(BEGAN.find(([page]) => root.startsWith(page))?.[1] ?? 'insights.title'), href: root },
          { text: words.by(way.query.dimensions ?? []), href: at(0) },
          ...way.steps.map((_, k) => ({ text: stepName(k), href: at(k + 1) })),
        ]}
      />
      <Header
        variant="h1"
        description={[words.months(query), words.sides(query.sides), ...filters].join(' · ')}
        actions={<Button onClick={() => void navigate(`/insights/new?${addressOf(reportOf(query))}`)}>{t('insights.adjust')}</Button>}
      >
        {here}
      </Header>
      <Container header={<Header variant="h2">{t('insights.figures')}</Header>}>
        <Totals figures={figures} metrics={metrics} query={query} />
        <AsCounted way={way} root={root} metrics={metrics} />
      </Container>
      {!closed && (
        <div className="wa-no-print">
          <SegmentedControl
            label={t('insights.behind')}
            selectedId={listing ? 'inquiries' : 'groups'}
            options={(['groups', 'inquiries'] as const).map((id) => ({ id, text: t(`insights.show.${id}`) }))}
            onChange={({ detail }) => set({ show: detail.selectedId === 'inquiries' ? 'inquiries' : '' })}
          />
        </div>
      )}
      {listing ? (
        <Inquiries query={query} metrics={metrics} />
      ) : (
        <Container
          header={
            <Header
              variant="h2"
              actions={
                charts.length > 1 && (
                  <SegmentedControl
                    label={t('insights.showAs')}
                    selectedId={chart ?? charts[0] ?? 'table'}
                    options={charts.map((id) => ({ id, text: t(`insights.chart.${id}`) }))}
                    onChange={({ detail }) => set({ chart: detail.selectedId })}
                  />
                )
              }
            >
              {words.by(by)}
            </Header>
          }
        >
          <SpaceBetween size="m">
            {further.length > 0 ? (
              <div className="wa-fields wa-no-print">
                <FormField
                  label={t('insights.breakDown')}
                  description={t(byAgent(query) ? 'insights.agent.about' : 'insights.breakDownAbout')}
                >
                  <Select
                    selectedOption={by[0] ? { value: by[0], label: by.map(title).join(', ') } : null}
                    placeholder={t('insights.breakDownChoose')}
                    options={further.map((one) => ({ value: one, label: title(one) }))}
                    onChange={({ detail }) => detail.selectedOption.value && breakDown(detail.selectedOption.value)}
                  />
                </FormField>
              </div>
            ) : (
              <Box color="text-body-secondary">{t('insights.brokenDown')}</Box>
            )}
            <Answered
              figures={figures}
              metrics={metrics}
              chart={chart}
              label={`${here}, ${words.by(by)}`}
              to={(row, before) => look(way, row, before)}
            />
          </SpaceBetween>
        </Container>
      )}
      {closed && <Box color="text-body-secondary">{t('insights.noInquiries')}</Box>}
    </SpaceBetween>
  )
}
