import Alert from '@cloudscape-design/components/alert'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import { useFollow } from '../../app/follow'

/** What must be known before anything else: that others went into it, that it can only be read, or could not be routed. */
export function Notices({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const link = (id: string, text: string) => (
    <Link key={id} href={`/inquiries/${id}`} onFollow={follow}>
      {text}
    </Link>
  )
  const notices = [
    inquiry.merged.length > 0 && (
      <Alert key="merged" type="info">
        {t('related.merged')}{' '}
        {inquiry.merged.map((id) => (
          <span key={id}>{link(id, t('related.openOne', { id: id.slice(-6) }))} </span>
        ))}
      </Alert>
    ),
    inquiry.unroutable && (
      <Alert key="unroutable" type="warning">
        {t(`related.unroutable.${inquiry.unroutable}`)}
      </Alert>
    ),
    inquiry.archived && (
      <Alert key="archived" type="info">
        {t('related.archived')}
      </Alert>
    ),
    inquiry.erased && (
      <Alert key="erased" type="warning">
        {t('related.erased')}
      </Alert>
    ),
  ].filter(Boolean)
  return notices.length > 0 ? <SpaceBetween size="s">{notices}</SpaceBetween> : null
}
