import Box from '@cloudscape-design/components/box'
import { useTranslation } from 'react-i18next'
import type { Happening, Inquiry } from '../../api/types'
import type { Catalogue } from '../../logic/catalogue'
import { toSend } from '../../logic/fields'
import { useDraft } from '../../parts/drafts'
import { Facts } from './Facts'
import { EMPTY_REPLY, NO_WORDS, type ReplyDraft, replyKey, supplementWords } from './replyDraft'
import { useValueWords } from './values'

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
  /** What somebody else did meanwhile. */
  meanwhile: readonly Happening[]
}

/** Both versions beside each other: the answer that somebody else was quicker with, and what was typed here, so that nothing of it is lost. */
export function BothVersions({ inquiry, catalogue, meanwhile }: Props) {
  const { t } = useTranslation()
  // A refusal that is not about versions brings no changes with it; what was answered is in the history then.
  const theirs = [...(inquiry.history ?? []), ...meanwhile].findLast((one) => one.reply)?.reply
  return (
    <div className="wa-versions">
      {theirs && (
        <Box margin={{ top: 's' }}>
          <strong>{t('outbox.theirs', { reply: catalogue.reply(theirs.code) })}</strong>
          <Facts
            fields={catalogue.replyOf(theirs.code)?.fields ?? []}
            values={theirs.fields ?? {}}
            inquiry={inquiry}
            catalogue={catalogue}
          />
          {theirs.text && <q lang={theirs.language || undefined}>{theirs.text}</q>}
        </Box>
      )}
      <UnsentReply inquiry={inquiry} catalogue={catalogue} />
      <UnsentWords inquiry={inquiry} />
    </div>
  )
}

/** Words of a step whose form has gone with it. */
function UnsentWords({ inquiry }: Pick<Props, 'inquiry'>) {
  const [supplement] = useDraft(supplementWords(inquiry.id), NO_WORDS)
  const [escalate] = useDraft(`escalate.${inquiry.id}`, NO_WORDS)
  const [reject] = useDraft(`reject.${inquiry.id}`, NO_WORDS)
  return Object.entries({ supplement, escalate, reject }).map(([step, { text, language }]) =>
    text && !inquiry.actions.includes(step) ? (
      <Box key={step} margin={{ top: 's' }}>
        <q lang={language}>{text}</q>
      </Box>
    ) : null,
  )
}

function UnsentReply({ inquiry, catalogue }: { inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const words = useValueWords(catalogue, inquiry)
  const [draft] = useDraft<ReplyDraft>(replyKey(inquiry.id), EMPTY_REPLY)
  const fields = catalogue.replyOf(draft.code)?.fields ?? []
  const values = toSend(fields, draft.values)
  if (!draft.code) return null
  return (
    <Box margin={{ top: 's' }}>
      <strong>{t('conflict.unsent', { reply: catalogue.reply(draft.code) })}</strong>
      <ul className="wa-missing">
        {fields.map((field) =>
          values[field.code] === undefined ? null : (
            <li key={field.code}>
              {catalogue.text(field.labels, field.code)}: {words(field, values[field.code])}
            </li>
          ),
        )}
        {draft.text && <li>{draft.text}</li>}
      </ul>
    </Box>
  )
}
