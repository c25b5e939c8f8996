import type { Inquiry } from '../../api/types'
import type { Catalogue } from '../../logic/catalogue'
import type { Message, Note, Private } from '../../logic/conversation'
import { Bubble } from './Bubble'
import { PrivateNote } from './PrivateNote'
import { SystemNote } from './SystemNote'

interface Props {
  turn: Message | Note | Private
  inquiry: Inquiry
  catalogue: Catalogue
}

/** Whose turn it is, for its place and colour. */
export const turnClass = (turn: Props['turn']) =>
  turn.type === 'message' ? `wa-turn wa-turn-${turn.speaker}` : turn.type === 'private' ? 'wa-turn-private' : 'wa-turn-note'

/** One turn of the conversation: what was said, what happened in between, or what only one's own side sees. */
export function Turn({ turn, inquiry, catalogue }: Props) {
  if (turn.type === 'message') return <Bubble message={turn} inquiry={inquiry} catalogue={catalogue} />
  if (turn.type === 'private') return <PrivateNote happening={turn.happening} />
  return <SystemNote happening={turn.happening} inquiry={inquiry} catalogue={catalogue} />
}
