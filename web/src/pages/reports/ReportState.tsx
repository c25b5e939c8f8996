import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useTranslation } from 'react-i18next'

export function ReportState({ state }: { state: string }) {
  const { t } = useTranslation()
  return state === 'final' ? (
    <StatusIndicator type="success">{t('reports.final')}</StatusIndicator>
  ) : (
    <StatusIndicator type="in-progress">{t('reports.provisional')}</StatusIndicator>
  )
}
