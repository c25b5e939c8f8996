import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { Transport } from '../../api/types'
import { useFollow } from '../../app/follow'
import { placeWords } from '../../logic/places'
import { spacedTransportId } from '../../logic/transportId'
import { Empty } from '../../parts/Empty'
import { EventTime } from '../../parts/EventTime'
import { useMovementWords } from '../../parts/MovementStep'

type Row = Transport['receptacles'][number]

/** The receptacles of a dispatch or a consignment, with what was announced and not received. */
export function Receptacles({ transport }: { transport: Transport }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const words = useMovementWords()
  const rows = transport.receptacles
  return (
    <Table<Row>
      header={
        <Header variant="h2" counter={`(${rows.length})`}>
          {t('transport.receptacles')}
        </Header>
      }
      items={rows}
      wrapLines
      trackBy="receptacleId"
      ariaLabels={{ tableLabel: t('transport.receptacles') }}
      empty={<Empty title={t('transport.noReceptacles')} teach={t('transport.noReceptaclesTeach')} />}
      columnDefinitions={[
        {
          id: 'receptacle',
          header: t('transport.receptacle'),
          isRowHeader: true,
          cell: (row) => (
            <Link href={`/transports/${row.receptacleId}`} onFollow={follow}>
              {transport.dispatch ? row.receptacleId.slice(20, 23) : spacedTransportId(row.receptacleId)}
            </Link>
          ),
        },
        { id: 'weight', header: t('transport.weight'), cell: (row) => t('transport.kilos', { weight: row.weightG / 1000 }) },
        {
          id: 'state',
          header: t('transport.state'),
          cell: (row) => (
            <StatusIndicator type={row.received ? 'success' : row.announced ? 'pending' : 'info'}>
              {t(`transport.${row.received ? (row.announced ? 'received' : 'excess') : row.announced ? 'underWay' : 'heardOf'}`)}
            </StatusIndicator>
          ),
        },
        {
          id: 'where',
          header: t('transport.where'),
          cell: ({ status }) =>
            status && (
              <>
                {words(status)}, {placeWords(status.place, status.placeName)}
                <div className="wa-soft wa-small">
                  <EventTime event={status} />
                </div>
              </>
            ),
        },
      ]}
    />
  )
}
