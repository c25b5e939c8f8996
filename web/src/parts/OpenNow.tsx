import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useTranslation } from 'react-i18next'
import type { CallCentre } from '../api/types'
import { Instant } from './Instant'

/** Whether anybody is there now, and until when that holds, by the clock there: its local time stands beside it. */
export function OpenNow({ centre }: { centre: Pick<CallCentre, 'openNow' | 'nextChange' | 'timeZone'> }) {
  const { t } = useTranslation()
  return (
    <>
      <StatusIndicator type={centre.openNow ? 'success' : 'stopped'}>
        {centre.openNow ? t('partner.open') : t('partner.closed')}
      </StatusIndicator>
      {centre.nextChange && (
        <div className="wa-soft wa-small">
          {centre.openNow ? t('partner.until') : t('partner.opens')} <Instant at={centre.nextChange} otherZone={centre.timeZone} there />
        </div>
      )}
    </>
  )
}
