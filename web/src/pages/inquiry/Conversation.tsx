import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import type { Catalogue } from '../../logic/catalogue'
import { conversationOf, type Message, type Note, type Private } from '../../logic/conversation'
import { Bubble } from './Bubble'
import { PrivateNote } from './PrivateNote'
import { SystemNote } from './SystemNote'

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
}

const turnClass = (turn: Message | Note | Private) =>
  turn.type === 'message' ? `wa-turn wa-turn-${turn.speaker}` : turn.type === 'private' ? 'wa-turn-private' : 'wa-turn-note'

/** What the two posts said to each other, what happened in between, and what only one's own side sees. */
export function Conversation({ inquiry, catalogue }: Props) {
  const { t } = useTranslation()
  return (
    <Container header={<Header variant="h2">{t('inquiry.conversation')}</Header>}>
      <ol className="wa-conversation">
        {conversationOf(inquiry.history ?? []).map((turn) => (
          <li key={turn.happening.seq} className={turnClass(turn)}>
            <Turn turn={turn} inquiry={inquiry} catalogue={catalogue} />
          </li>
        ))}
      </ol>
    </Container>
  )
}

function Turn({ turn, inquiry, catalogue }: Props & { turn: Message | Note | Private }) {
  if (turn.type === 'message') return <Bubble message={turn} inquiry={inquiry} catalogue={catalogue} />
  if (turn.type === 'private') return <PrivateNote happening={turn.happening} />
  return <SystemNote happening={turn.happening} inquiry={inquiry} catalogue={catalogue} />
}
