import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FileFormat, useEstimate, useFigures, useSaveFigures } from '../../../api/insights'
import type { Metric, ReportQuery } from '../../../api/types'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { CHARTS, type Chart, chartsFor } from '../../../logic/insightCharts'
import { faultOf, queryIn } from '../../../logic/insightQuery'
import { sizeWords } from '../../../logic/trackingFiles'
import { Answered, Refused } from '../Answered'
import { Totals } from '../Totals'
import { useAsker, useLook } from '../useLook'
import { useQuestionWords } from '../words'
import { FORMATS, useWantedFile } from './useWantedFile'

const DEBOUNCE_MS = 600
/** A question that reads more than this share of what one may read is asked about first. */
const LARGE = 0.2

interface PreviewProps {
  query: ReportQuery
  now: string
  metrics: readonly Metric[]
  chart: Chart
  setChart(chart: Chart): void
  root: string
  /** It is not what was saved, or nothing was. */
  changed: boolean
}

/** What a report shows while it is built: its cost first, then its figures; one that is large asks before it is counted. */
export function Preview({ query: building, now, metrics, chart, setChart, root, changed }: PreviewProps) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const flash = useFlash()
  const words = useQuestionWords()
  const asker = useAsker()
  const file = useSaveFigures()
  const settled = useSettled(building)
  const query = queryIn(settled, now)
  const asked = JSON.stringify(query)
  const [agreed, setAgreed] = useState('')
  const sound = faultOf(query, now, asker, metrics) === undefined
  const estimate = useEstimate(sound ? query : undefined)
  const cost = estimate.data
  const large = cost !== undefined && cost.estimatedBytes > cost.queryLimitBytes * LARGE && agreed !== asked
  const figures = useFigures(sound && cost !== undefined && !large ? query : undefined)
  const save = (id: string, format: FileFormat) => file.mutate({ id, format }, { onError: flash.failed })
  useWantedFile(changed ? undefined : figures.answer?.id, save)
  const look = useLook(root)
  const charts = chartsFor(query, metrics)
  const size = (bytes: number) => sizeWords(Math.max(0, bytes), language)
  const spent = cost && {
    needs: size(cost.estimatedBytes),
    left: size(cost.dayLimitBytes - cost.daySpentBytes),
    day: size(cost.dayLimitBytes),
  }
  const by = words.by((query.dimensions ?? []).filter((one) => one !== 'side'))
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={sound ? [words.months(query), ...words.filters(query.filters)].join(' · ') : undefined}
          actions={
            <ButtonDropdown
              disabled={!figures.answer}
              loading={file.isPending}
              items={FORMATS.map((id) => ({ id, text: t(`insights.saved.${id}`), iconName: 'download' }))}
              onItemClick={({ detail }) => figures.answer && save(figures.answer.id, detail.id as FileFormat)}
            >
              {t('insights.saved.export')}
            </ButtonDropdown>
          }
        >
          {by}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {charts.length > 1 && (
          <div className="wa-no-print">
            <SegmentedControl
              label={t('insights.builder.chart')}
              selectedId={charts.includes(chart) ? chart : (charts[0] ?? 'table')}
              options={charts.map((id) => ({ id, text: t(`insights.chart.${id}`) }))}
              onChange={({ detail }) => setChart(CHARTS.find((one) => one === detail.selectedId) ?? 'table')}
            />
          </div>
        )}
        {!sound && <Box color="text-body-secondary">{t('insights.builder.waiting')}</Box>}
        {estimate.error && <Refused error={estimate.error} retry={() => void estimate.refetch()} />}
        {large && spent && (
          <Alert
            type="info"
            header={t('insights.builder.large')}
            action={<Button onClick={() => setAgreed(asked)}>{t('insights.builder.ask')}</Button>}
          >
            {t('insights.builder.largeAbout', spent)}
          </Alert>
        )}
        {spent && sound && !large && <Box variant="small">{t('insights.builder.cost', spent)}</Box>}
        {sound && !large && (
          <SpaceBetween size="l">
            {figures.answer && !figures.answer.empty && <Totals figures={figures} metrics={metrics} query={query} />}
            <Answered
              figures={figures}
              metrics={metrics}
              chart={chart}
              label={by}
              to={(row, before) => look({ query: figures.answer?.query ?? query, steps: [] }, row, before)}
            />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  )
}

/** A value once it has not changed for a moment: nobody asks with every key that is pressed. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
