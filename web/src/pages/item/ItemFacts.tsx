import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs'
import { useTranslation } from 'react-i18next'
import type { Item } from '../../api/types'
import { useWorkplace } from '../../app/workplace'

/** Somebody whom the item concerns, with how to reach them. */
function Person({ person }: { person: NonNullable<NonNullable<Item['parties']>['sender']> }) {
  const { country } = useWorkplace()
  return (
    <span className="wa-pre">
      {[person.name, person.address, country(person.country), person.phone, person.email].filter(Boolean).join('\n')}
    </span>
  )
}

/** What the number itself says (UPU standard S10), and who the item concerns. */
export function ItemFacts({ item }: { item: Item }) {
  const { t } = useTranslation()
  const { catalogue, country, operatorName } = useWorkplace()
  const { s10 } = item
  const end = (side: Item['destination']) =>
    [operatorName(side?.operator), country(side?.country)].filter(Boolean).join(', ') || t('item.notKnown')
  const pairs: KeyValuePairsProps.Pair[] = [
    { label: t('item.product'), value: catalogue.product(item.product) || t('item.notKnown') },
    { label: t('item.class'), value: t(`s10.${s10.class}` as 's10.parcel', { defaultValue: s10.class }) },
    { label: t('item.from'), value: end(item.origin) },
    { label: t('item.to'), value: end(item.destination) },
  ]
  const people = (['sender', 'addressee'] as const).flatMap((role) => {
    const person = item.parties[role]
    return person?.name || person?.address ? [{ label: t(`item.${role}`), value: <Person person={person} /> }] : []
  })
  return (
    <Container header={<Header variant="h2">{t('item.facts')}</Header>}>
      <KeyValuePairs
        columns={2}
        minColumnWidth={200}
        items={[
          ...pairs,
          ...people,
          {
            label: t('item.number'),
            value: t('item.decoded', {
              indicator: s10.indicator,
              serial: s10.serial,
              check: s10.checkDigit,
              country: country(s10.country),
            }),
          },
        ]}
      />
    </Container>
  )
}
