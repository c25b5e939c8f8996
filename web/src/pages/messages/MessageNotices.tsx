import Alert from '@cloudscape-design/components/alert'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { MessageReceipt } from '../../api/messages'
import { useFollow } from '../../app/follow'
import { Instant } from '../../parts/Instant'

/** What was refused, what was done about it, and what the message itself corrects. */
export function MessageNotices({ message }: { message: MessageReceipt }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { refusal, settled } = message
  const several = message.rejected
  return (
    <SpaceBetween size="s">
      {message.corrects !== '' && (
        <Alert type="info">
          {t('messages.corrects', { who: message.by?.name ?? '' })}{' '}
          <Link href={`/messages/${message.corrects}`} onFollow={follow}>
            {t('messages.correctsLink')}
          </Link>
        </Alert>
      )}
      {message.replaces.map((one) => (
        <Alert key={one.number} type={one.receipt ? 'info' : 'warning'}>
          {t(one.receipt ? (one.cancels ? 'messages.cancels' : 'messages.replaces') : 'messages.replacesNothing', { number: one.number })}{' '}
          {one.receipt && (
            <Link href={`/messages/${one.receipt}`} onFollow={follow}>
              {t('messages.replacesLink')}
            </Link>
          )}
        </Alert>
      ))}
      {message.replacedBy.map((receipt) => (
        <Alert key={receipt} type="warning">
          {t('messages.replaced')}{' '}
          <Link href={`/messages/${receipt}`} onFollow={follow}>
            {t('messages.supersededLink')}
          </Link>
        </Alert>
      ))}
      {message.toDo && (
        <Alert
          type={refusal ? 'error' : 'warning'}
          header={refusal ? t('messages.nothingTaken') : t('messages.someRefused', { count: several })}
        >
          {refusal && (
            <div lang="en">
              {refusal.detail}
              <ul className="wa-missing">
                {refusal.errors.map((one) => (
                  <li key={one.field + one.reason}>
                    {one.field}: {one.reason}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {t(refusal ? 'messages.nothingTakenText' : 'messages.toDoText')}
        </Alert>
      )}
      {settled && (
        <Alert type="success">
          {t(settled.correctedBy ? 'messages.correctedText' : 'messages.dismissedText', { who: settled.by?.name ?? '' })}{' '}
          <Instant at={settled.at} />
          {settled.correctedBy ? (
            <>
              {'. '}
              <Link href={`/messages/${settled.correctedBy}`} onFollow={follow}>
                {t('messages.correctedLink')}
              </Link>
            </>
          ) : (
            <>
              : <q>{settled.reason}</q>
            </>
          )}
        </Alert>
      )}
    </SpaceBetween>
  )
}
