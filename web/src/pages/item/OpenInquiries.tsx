import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { useTranslation } from 'react-i18next'
import type { Item } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { Instant } from '../../parts/Instant'
import { StateLabel } from '../../parts/StateLabel'

/** What is already being asked about the item: nobody needs to ask twice. */
export function OpenInquiries({ item }: { item: Item }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { catalogue } = useWorkplace()
  return (
    <Container header={<Header variant="h2">{t('item.openInquiries')}</Header>}>
      <ul className="wa-plain">
        {item.openInquiries.map((one) => (
          <li key={one.id} className="wa-facts">
            <Link href={`/inquiries/${one.id}`} onFollow={follow}>
              {catalogue.question(one.workflow)}
            </Link>
            <StateLabel state={one.state} />
            {one.dueAt && (
              <span>
                {t('item.dueBy')} <Instant at={one.dueAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Container>
  )
}
