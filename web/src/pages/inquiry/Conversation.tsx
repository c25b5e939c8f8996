import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import { useTranslation } from 'react-i18next'
import type { Inquiry, Item } from '../../api/types'
import type { Catalogue } from '../../logic/catalogue'
import { conversationOf } from '../../logic/conversation'
import { Together } from './Together'
import { Turn, turnClass } from './Turn'
import type { View } from './useView'

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
}

/** What the two posts said to each other, what happened in between, and what only one's own side sees; alone, or beside the item's way. */
export function Conversation({
  inquiry,
  catalogue,
  item,
  view,
  onView,
}: Props & { item: Item | undefined; view: View; onView(view: View): void }) {
  const { t } = useTranslation()
  const views = [
    { id: 'together', text: t('together.withItem') },
    { id: 'alone', text: t('together.alone') },
  ]
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SegmentedControl
              label={t('together.label')}
              selectedId={view}
              options={views}
              onChange={({ detail }) => onView(detail.selectedId as View)}
            />
          }
        >
          {t('inquiry.conversation')}
        </Header>
      }
    >
      {view === 'together' ? (
        <Together inquiry={inquiry} catalogue={catalogue} item={item} />
      ) : (
        <ol className="wa-conversation">
          {conversationOf(inquiry.history ?? []).map((turn) => (
            <li key={turn.happening.seq} className={turnClass(turn)}>
              <Turn turn={turn} inquiry={inquiry} catalogue={catalogue} />
            </li>
          ))}
        </ol>
      )}
    </Container>
  )
}
