import { useTranslation } from 'react-i18next'
import { useReport } from '../../api/reports'
import type { Metric } from '../../api/types'
import { reportOfAddress, saidBy } from '../../logic/insightReports'
import type { Way } from '../../logic/insightWay'
import { useEditionName } from '../reports/Editions'
import { useFigureWords } from './words'

interface Props {
  way: Way
  /** The page that the way began on. */
  root: string
  metrics: readonly Metric[]
}

/** Reports and signals keep what was counted when they were made; what is behind them is counted today. Where the two can differ, both are said. */
export function AsCounted({ way, root, metrics }: Props) {
  const { t } = useTranslation()
  const said = reportOfAddress(root)
  if (said) return <BesideReport {...said} way={way} metrics={metrics} />
  return root.startsWith('/insights/signals/') ? <p className="wa-soft wa-small">{t('insights.counted.signal')}</p> : null
}

function BesideReport({ id, edition, way, metrics }: Omit<Props, 'root'> & { id: string; edition: string }) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const nameOf = useEditionName()
  const report = useReport(id, edition).data
  if (!report) return null
  const metric = metrics.find(({ code }) => code === way.query.measures[0])
  const figure = saidBy(report, way)
  const name = nameOf(report.edition)
  const parts = words.parts(figure, metric)
  return (
    <p className="wa-soft wa-small">
      {figure
        ? t('insights.counted.said', { edition: name, figure: `${words.say(figure, metric)}${parts && ` (${parts})`}` })
        : t('insights.counted.report', { edition: name })}
    </p>
  )
}
