import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../api/messages'

/** What is to be done about a message, or was. */
export function MessageState({ message }: { message: Message }) {
  const { t } = useTranslation()
  if (message.toDo) return <StatusIndicator type="warning">{t('messages.states.toDo')}</StatusIndicator>
  if (message.settled)
    return (
      <StatusIndicator type={message.settled.correctedBy ? 'success' : 'stopped'}>
        {t(`messages.states.${message.settled.correctedBy ? 'corrected' : 'dismissed'}`)}
      </StatusIndicator>
    )
  return <StatusIndicator type="success">{t('messages.states.accepted')}</StatusIndicator>
}
