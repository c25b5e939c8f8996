import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { useTranslation } from 'react-i18next'

type Kind = 'better' | 'worse' | 'neither'
const LOOKS: Record<Kind, StatusIndicatorProps.Type> = { better: 'success', worse: 'warning', neither: 'info' }

/** Whether a change is good. */
export function Verdict({ verdict }: { verdict: string }) {
  const { t } = useTranslation()
  return <StatusIndicator type={LOOKS[verdict as Kind]}>{t(`signals.verdict.${verdict as Kind}`)}</StatusIndicator>
}
