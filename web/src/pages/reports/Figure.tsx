import Box from '@cloudscape-design/components/box'
import Popover from '@cloudscape-design/components/popover'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ratio } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { formatPercent } from '../../logic/percent'

interface Props {
  label: string
  help: string
  /** What the figure means, told on demand. */
  meaning: string
  /** The same a month and a year before, as words; undefined where nobody reported. */
  lastMonth?: string | undefined
  lastYear?: string | undefined
}

export function Figure({ label, help, meaning, lastMonth, lastYear, children }: Props & { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div>
      <Box variant="awsui-key-label">
        <Popover
          data-prints
          triggerType="text"
          size="medium"
          header={label}
          content={meaning}
          dismissAriaLabel={t('common.dismiss')}
          triggerAriaLabel={t('reporting.means', { name: label })}
        >
          {label}
        </Popover>
      </Box>
      <div className="wa-figure">{children}</div>
      <Box variant="small">{help}</Box>
      <div className="wa-soft wa-small">{t('reporting.lastMonth', { value: lastMonth ?? t('reporting.noReport') })}</div>
      <div className="wa-soft wa-small">{t('reporting.lastYear', { value: lastYear ?? t('reporting.noReport') })}</div>
    </div>
  )
}

/** A share as a big number, whether its target is reached, and what it was before. */
export function ShareFigure({
  ratio,
  before,
  year,
  look,
  ...props
}: Omit<Props, 'lastMonth' | 'lastYear'> & {
  ratio: Ratio
  before: Ratio | undefined
  year: Ratio | undefined
  /** Makes of the figure a way to what is behind it. */
  look(figure: ReactNode): ReactNode
}) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const said = (one: Ratio | undefined) =>
    one && (typeof one.percent === 'number' ? formatPercent(one.percent, language) : t('reports.none'))
  const target = typeof ratio.target === 'number' ? formatPercent(ratio.target, language) : ''
  return (
    <div>
      <Figure {...props} lastMonth={said(before)} lastYear={said(year)}>
        {look(said(ratio))}
      </Figure>
      {typeof ratio.reached === 'boolean' && (
        <StatusIndicator type={ratio.reached ? 'success' : 'warning'}>
          {t(ratio.reached ? 'reports.reached' : 'reports.missed', { target })}
        </StatusIndicator>
      )}
    </div>
  )
}
