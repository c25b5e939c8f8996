import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { Leg } from '../../api/types'
import { Empty } from '../../parts/Empty'
import { EventTime } from '../../parts/EventTime'
import { Instant } from '../../parts/Instant'

/** The flights, as planned and as flown. */
export function Legs({ legs }: { legs: readonly Leg[] }) {
  const { t } = useTranslation()
  const end = (movement: Leg['began']) => (movement ? <EventTime event={movement} /> : t('transport.notYet'))
  return (
    <Table
      header={<Header variant="h2">{t('transport.legs')}</Header>}
      items={[...legs]}
      wrapLines
      trackBy={(leg) => [leg.flight, leg.from, leg.to].join()}
      ariaLabels={{ tableLabel: t('transport.legs') }}
      empty={<Empty title={t('transport.noLegs')} teach={t('transport.noLegsTeach')} />}
      columnDefinitions={[
        {
          id: 'flight',
          header: t('transport.leg'),
          isRowHeader: true,
          cell: (leg) => (
            <>
              {leg.flight}
              <div className="wa-soft wa-small">{[leg.from, leg.to].filter(Boolean).join(' → ')}</div>
            </>
          ),
        },
        { id: 'planned', header: t('transport.planned'), cell: (leg) => <Instant at={leg.departs} /> },
        { id: 'left', header: t('transport.left'), cell: (leg) => end(leg.began) },
        { id: 'came', header: t('transport.came'), cell: (leg) => end(leg.ended) },
      ]}
    />
  )
}
