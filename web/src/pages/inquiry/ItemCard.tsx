import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../../api/problem'
import type { Item } from '../../api/types'
import { useFollow } from '../../app/follow'
import { Anomalies } from '../../parts/Anomalies'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { Timeline } from '../../parts/Timeline'
import { LateWarning } from '../item/Expected'

interface Props {
  itemId: string
  item: Item | undefined
  error: unknown
  /** The scans are told elsewhere on the page. */
  told: boolean
}

/** Where the item is: what looks wrong, whether it is late, and its scans. */
export function ItemCard({ itemId, item, error, told }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const body = item ? (
    <SpaceBetween size="m">
      <Anomalies item={item} />
      <LateWarning expected={item.expected} window />
      {told && item.events.length > 0 ? <div className="wa-soft">{t('together.beside')}</div> : <Timeline item={item} />}
    </SpaceBetween>
  ) : isProblem(error, 'item-unknown') ? (
    <Timeline item={undefined} />
  ) : error ? (
    <ProblemAlert error={error} />
  ) : (
    <Loading />
  )
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Link href={`/items/${itemId}`} onFollow={follow}>
              {t('item.page')}
            </Link>
          }
        >
          {t('timeline.title')}
        </Header>
      }
    >
      {body}
    </Container>
  )
}
