import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import { useTranslation } from 'react-i18next'
import type { Transport } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { spacedTransportId } from '../../logic/transportId'

/** What the number itself says (UPU standards S8 and S9). */
export function TransportFacts({ transport }: { transport: Transport }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { country, operatorName } = useWorkplace()
  const { dispatch, receptacle } = transport
  if (!dispatch) return null
  const end = (office: string, place: Transport['origin']) =>
    [office, operatorName(place?.operator), country(place?.country)].filter(Boolean).join(', ')
  const items: KeyValuePairsProps.Pair[] = [
    { label: t('transport.from'), value: end(dispatch.origin, transport.origin) },
    { label: t('transport.to'), value: end(dispatch.destination, transport.destination) },
    { label: t('transport.mail'), value: `${dispatch.category} ${dispatch.subclass}` },
    {
      label: t('transport.dispatch'),
      value: receptacle ? (
        <Link href={`/transports/${dispatch.dispatchId}`} onFollow={follow}>
          {spacedTransportId(dispatch.dispatchId)}
        </Link>
      ) : (
        dispatch.serial
      ),
    },
  ]
  if (receptacle)
    items.push(
      { label: t('transport.number'), value: receptacle.serial },
      { label: t('transport.weight'), value: t('transport.kilos', { weight: receptacle.weightG / 1000 }) },
      {
        label: t('transport.highest'),
        value: t(`transport.highestSays.${receptacle.highest}` as 'transport.highestSays.0', { defaultValue: receptacle.highest }),
      },
    )
  return (
    <Container header={<Header variant="h2">{t('transport.facts')}</Header>}>
      <KeyValuePairs columns={2} minColumnWidth={140} items={items} />
    </Container>
  )
}
