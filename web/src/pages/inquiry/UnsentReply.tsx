import Box from '@cloudscape-design/components/box'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import type { Catalogue } from '../../logic/catalogue'
import { toSend } from '../../logic/fields'
import { useDraft } from '../../parts/drafts'
import { EMPTY_REPLY, type ReplyDraft, replyKey } from './replyDraft'
import { useValueWords } from './values'

/** An answer that somebody else was quicker with: shown, so that nothing typed is lost. */
export function UnsentReply({ inquiry, catalogue }: { inquiry: Inquiry; catalogue: Catalogue }) {
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
