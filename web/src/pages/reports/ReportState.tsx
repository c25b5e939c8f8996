import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** How settled a report is, in other words where they are given. */
export function ReportState({ state, children }: { state: string; children?: ReactNode }) {
  const { t } = useTranslation()
  return state === 'final' ? (
    <StatusIndicator type="success" wrapText={false}>
      {children ?? t('reports.final')}
    </StatusIndicator>
  ) : (
    <StatusIndicator type="in-progress" wrapText={false}>
      {children ?? t('reports.provisional')}
    </StatusIndicator>
  )
}
