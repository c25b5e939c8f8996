import Badge from '@cloudscape-design/components/badge'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { Attempt } from '../../../api/webhooks'
import { outcome } from '../../../logic/webhooks'
import { Empty } from '../../../parts/Empty'
import { Instant } from '../../../parts/Instant'
import { useAttemptWords } from './words'

const LIGHTS = { accepted: 'success', refused: 'error', none: 'warning' } as const

/** Each call: when, what came back, and how long it took. */
export function Attempts({ of }: { of: readonly Attempt[] }) {
  const { t } = useTranslation()
  const words = useAttemptWords()
  return (
    <Table
      variant="embedded"
      wrapLines
      items={of}
      trackBy={(one) => String(one.number)}
      ariaLabels={{ tableLabel: t('webhooks.delivery.attempts') }}
      columnDefinitions={[
        {
          id: 'at',
          header: t('webhooks.delivery.time'),
          isRowHeader: true,
          minWidth: 110,
          cell: (one) => (
            <>
              <Instant at={one.at} /> {one.probe && <Badge>{t('webhooks.delivery.probe')}</Badge>}
              <div className="wa-soft wa-small">{t('webhooks.delivery.millis', { count: one.millis })}</div>
            </>
          ),
        },
        {
          id: 'answer',
          header: t('webhooks.delivery.answer'),
          minWidth: 160,
          cell: (one) => (
            <>
              <StatusIndicator type={LIGHTS[outcome(one)]}>{words(one)}</StatusIndicator>
              {one.answer && (
                <div>
                  <code className="wa-small wa-break">{one.answer}</code>
                  {one.cut && <span className="wa-soft wa-small"> … {t('webhooks.delivery.cut')}</span>}
                </div>
              )}
            </>
          ),
        },
      ]}
      empty={<Empty title={t('webhooks.delivery.noAttempt')} teach={t('webhooks.delivery.noAttemptTeach')} />}
    />
  )
}
