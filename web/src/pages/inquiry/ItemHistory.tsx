import Badge from '@cloudscape-design/components/badge'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useSearch } from '../../api/search'
import type { Inquiry, Item } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { othersOf } from '../../logic/itemHistory'
import { Instant } from '../../parts/Instant'
import { StateLabel } from '../../parts/StateLabel'
import { Uses } from '../item/Uses'

/** What one's own post asked or was asked about the item before, what is open twice, and whether the number was another item's. */
export function ItemHistory({ inquiry, item }: { inquiry: Inquiry; item: Item | undefined }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { catalogue, partyName } = useWorkplace()
  const found = useSearch(inquiry.itemId)
  const others = othersOf(inquiry, found.data?.pages.flatMap((page) => page.items ?? []) ?? [])
  const reused = (item?.uses ?? []).length > 1
  if (others.length === 0 && !reused) return null
  return (
    <Container header={<Header variant="h2">{t('history.title')}</Header>}>
      <SpaceBetween size="s">
        {others.length > 0 && (
          <ul className="wa-plain">
            {others.map(({ row, duplicate }) => (
              <li key={row.id}>
                <div className="wa-facts">
                  <Link href={`/inquiries/${row.id}`} onFollow={follow}>
                    {catalogue.question(row.workflow)}
                  </Link>
                  {duplicate && <Badge color="severity-medium">{t('history.duplicate')}</Badge>}
                </div>
                <StateLabel state={row.state} lastReply={row.lastReply} />
                <div className="wa-soft wa-small">
                  {t('history.between', { requester: partyName(row.requester), replier: partyName(row.replier) })}{' '}
                  {row.sentAt && <Instant at={row.sentAt} />}
                </div>
                {duplicate && inquiry.actions.includes('merge') && (
                  <div className="wa-small">{t('history.merge', { menu: t('work.menu'), entry: t('work.merge') })}</div>
                )}
              </li>
            ))}
          </ul>
        )}
        {item && reused && <Uses item={item} />}
      </SpaceBetween>
    </Container>
  )
}
