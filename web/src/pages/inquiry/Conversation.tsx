import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import type { Catalogue } from '../../logic/catalogue'
import { conversationOf } from '../../logic/conversation'
import { Bubble } from './Bubble'
import { SystemNote } from './SystemNote'

/** What the two posts said to each other, and what happened in between. */
export function Conversation({ inquiry, catalogue }: { inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  return (
    <Container header={<Header variant="h2">{t('inquiry.conversation')}</Header>}>
      <ol className="wa-conversation">
        {conversationOf(inquiry.history ?? []).map((turn) => (
          <li key={turn.happening.seq} className={turn.type === 'message' ? `wa-turn wa-turn-${turn.speaker}` : 'wa-turn-note'}>
            {turn.type === 'message' ? (
              <Bubble message={turn} inquiry={inquiry} catalogue={catalogue} />
            ) : (
              <SystemNote happening={turn.happening} inquiry={inquiry} catalogue={catalogue} />
            )}
          </li>
        ))}
      </ol>
    </Container>
  )
}
