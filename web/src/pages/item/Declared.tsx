import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { Money, Declared as Said } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { placeWords } from '../../logic/places'
import { Instant } from '../../parts/Instant'

/** What the post that sent the item says of it: when and where it was posted, what is in it, what it is worth. */
export function Declared({ declared }: { declared: Said }) {
  const { t } = useTranslation()
  const { operatorName, country, language } = useWorkplace()
  const money = ({ amount, currency }: Money) => new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount / 100)
  const day = (date: string) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(date))
  const pairs: KeyValuePairsProps.Pair[] = []
  const say = (label: string, value: string | undefined) => value && pairs.push({ label, value })
  const office = declared.postingOffice && placeWords(declared.postingOffice, declared.placeName)
  say(t('declared.posted'), [declared.postingDate && day(declared.postingDate), office].filter(Boolean).join(', '))
  say(t('declared.weight'), declared.weightG ? t('declared.grams', { count: declared.weightG }) : undefined)
  say(t('declared.category'), declared.category && t(`declared.categories.${declared.category}` as 'declared.categories.gift'))
  say(t('declared.value'), declared.value ? money(declared.value) : undefined)
  say(t('declared.insured'), declared.insured ? money(declared.insured) : undefined)
  say(t('declared.cod'), declared.cod ? money(declared.cod) : undefined)
  say(t('declared.localId'), declared.localId)
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            <>
              {t('declared.about', { who: operatorName(declared.sender) })} <Instant at={declared.time} />
            </>
          }
        >
          {t('declared.title')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {declared.erased && <Alert type="info">{t('declared.erased')}</Alert>}
        {pairs.length > 0 && <KeyValuePairs columns={2} minColumnWidth={140} items={pairs} />}
        <div>
          <Box variant="awsui-key-label">{t('declared.pieces')}</Box>
          {declared.pieces.length === 0 && <Box color="text-body-secondary">{t('declared.noPieces')}</Box>}
          <ul className="wa-plain">
            {declared.pieces.map((piece, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a declaration never changes its order
              <li key={index}>
                {[piece.quantity && piece.quantity > 1 ? `${piece.quantity} ×` : '', piece.description || t('declared.unnamed')]
                  .filter(Boolean)
                  .join(' ')}
                <Box variant="small" display="block">
                  {[
                    piece.weightG && t('declared.grams', { count: piece.weightG }),
                    piece.value && money(piece.value),
                    piece.hsCode && `${t('declared.hsCode')} ${piece.hsCode}`,
                    piece.origin && `${t('declared.origin')} ${country(piece.origin)}`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Box>
              </li>
            ))}
          </ul>
        </div>
      </SpaceBetween>
    </Container>
  )
}
