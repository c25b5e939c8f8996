import Box from '@cloudscape-design/components/box'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ratio } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { formatPercent } from '../../logic/percent'

export function Figure({ label, help, children }: { label: string; help: string; children: ReactNode }) {
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      <div className="wa-figure">{children}</div>
      <Box variant="small">{help}</Box>
    </div>
  )
}

/** A share as a big number, and below it whether its target is reached. */
export function ShareFigure({ label, help, ratio }: { label: string; help: string; ratio: Ratio }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const target = typeof ratio.target === 'number' ? formatPercent(ratio.target, language) : ''
  return (
    <div>
      <Figure label={label} help={help}>
        {typeof ratio.percent === 'number' ? formatPercent(ratio.percent, language) : t('reports.none')}
      </Figure>
      {typeof ratio.reached === 'boolean' && (
        <StatusIndicator type={ratio.reached ? 'success' : 'warning'}>
          {t(ratio.reached ? 'reports.reached' : 'reports.missed', { target })}
        </StatusIndicator>
      )}
    </div>
  )
}
