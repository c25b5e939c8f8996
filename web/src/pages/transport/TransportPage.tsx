import Alert from '@cloudscape-design/components/alert'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useTransport } from '../../api/transports'
import type { Transport } from '../../api/types'
import { useFollow } from '../../app/follow'
import { normaliseItemId } from '../../logic/itemId'
import { movementKey } from '../../logic/journey'
import { placeWords } from '../../logic/places'
import { spacedTransportId } from '../../logic/transportId'
import { EventTime } from '../../parts/EventTime'
import { Loading } from '../../parts/Loading'
import { MovementStep, useMovementWords } from '../../parts/MovementStep'
import { usePageTitle } from '../../parts/usePageTitle'
import { Contents } from './Contents'
import { Legs } from './Legs'
import { Receptacles } from './Receptacles'
import { TransportFacts } from './TransportFacts'
import { TransportProblem } from './TransportProblem'

/** Where a receptacle, a dispatch or a consignment is, how it travelled, and what is in it. */
export default function TransportPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const id = normaliseItemId(useParams().transportId ?? '')
  const transport = useTransport(id)
  usePageTitle(spacedTransportId(id))
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('search.title'), href: '/items' },
          { text: spacedTransportId(id), href: `/transports/${id}` },
        ]}
      />
      {transport.data ? (
        <Known transport={transport.data} />
      ) : transport.error ? (
        <TransportProblem id={id} error={transport.error} retry={() => void transport.refetch()} />
      ) : (
        <Loading />
      )}
    </SpaceBetween>
  )
}

function Known({ transport }: { transport: Transport }) {
  const { t } = useTranslation()
  const single = transport.kind === 'receptacle'
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={t(`transport.kind.${transport.kind}`)}>
        <span className="wa-transport-number">{spacedTransportId(transport.transportId)}</span>{' '}
        <CopyToClipboard
          variant="icon"
          textToCopy={transport.transportId}
          copyButtonAriaLabel={t('transport.copy')}
          copySuccessText={t('item.copied')}
          copyErrorText={t('item.notCopied')}
        />
      </Header>
      <Where transport={transport} />
      {transport.more && <Alert type="info">{t('transport.more')}</Alert>}
      <Grid gridDefinition={[{ colspan: { default: 12, s: 7 } }, { colspan: { default: 12, s: 5 } }]}>
        <SpaceBetween size="l">
          {single ? <Contents transport={transport} /> : <Receptacles transport={transport} />}
          <Legs legs={transport.legs} />
        </SpaceBetween>
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{t('transport.movements')}</Header>}>
            <ol className="wa-timeline">
              {transport.movements.toReversed().map((movement, index) => (
                <li key={movementKey(movement)} className={`wa-phase-transport${index === 0 ? ' wa-latest' : ''}`}>
                  <MovementStep movement={movement} named={!single} />
                </li>
              ))}
            </ol>
          </Container>
          {transport.dispatch && <TransportFacts transport={transport} />}
        </SpaceBetween>
      </Grid>
    </SpaceBetween>
  )
}

/** Where it is, in a sentence that can be read out to the customer. */
function Where({ transport }: { transport: Transport }) {
  const { t } = useTranslation()
  const words = useMovementWords()
  const { status, receptacles, received } = transport
  if (!status) return <Alert type="info">{t('transport.noStatus')}</Alert>
  const several = transport.kind !== 'receptacle'
  const done = received > 0 && received >= receptacles.length
  return (
    <Alert
      type={done ? 'success' : several && received > 0 ? 'warning' : 'info'}
      header={several ? t('transport.receivedOf', { count: received, total: receptacles.length }) : words(status)}
    >
      {several ? `${t('transport.lastOf', { what: words(status) })} ` : `${t('transport.since')} `}
      <EventTime event={status} />, {placeWords(status.place, status.placeName)}.{!transport.announced && ` ${t('transport.notAnnounced')}`}
    </Alert>
  )
}
