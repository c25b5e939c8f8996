import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { type MessageReceipt, useMessage } from '../../api/messages'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { Instant } from '../../parts/Instant'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { Dismiss } from './Dismiss'
import { MessageNotices } from './MessageNotices'
import { OriginalCard } from './OriginalCard'
import { Outcomes } from './Outcomes'

/** What became of a message and of each of its records. */
export default function MessagePage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { receipt = '' } = useParams()
  const message = useMessage(receipt)
  usePageTitle(t('messages.message', { receipt }))
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('messages.title'), href: '/messages' },
          { text: receipt, href: `/messages/${receipt}` },
        ]}
      />
      {message.data ? (
        <Known message={message.data} />
      ) : message.error ? (
        <SpaceBetween size="l">
          <Header variant="h1">{t('messages.message', { receipt })}</Header>
          <ProblemAlert error={message.error} retry={() => void message.refetch()} />
        </SpaceBetween>
      ) : (
        <Loading />
      )}
    </SpaceBetween>
  )
}

function Known({ message }: { message: MessageReceipt }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { can } = useWorkplace()
  const [dismissing, setDismissing] = useState(false)
  const supervises = can('supervisor', 'operator-administrator')
  const { counts } = message
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={t('messages.about_receipt')}
        actions={
          message.toDo &&
          supervises && (
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => setDismissing(true)}>{t('messages.dismiss')}</Button>
              <Button variant="primary" onClick={() => void navigate(`/messages/${message.receipt}/correct`)}>
                {t('messages.correct')}
              </Button>
            </SpaceBetween>
          )
        }
      >
        <span className="wa-receipt">{t('messages.message', { receipt: message.receipt })}</span>
      </Header>
      <MessageNotices message={message} />
      <Container>
        <KeyValuePairs
          columns={4}
          minColumnWidth={140}
          items={[
            { label: t('messages.received'), value: <Instant at={message.receivedAt} /> },
            { label: t('messages.format'), value: t(`messages.formats.${message.format}`) },
            { label: t('messages.size'), value: t('messages.bytes', { count: message.size }) },
            { label: t('messages.records'), value: message.events },
            { label: t('messages.stored'), value: counts.stored },
            { label: t('messages.known'), value: counts.duplicate },
            { label: t('messages.refused'), value: counts.rejected },
            { label: t('messages.waiting'), value: counts.queued },
          ]}
        />
      </Container>
      <Outcomes message={message} />
      {supervises && <OriginalCard message={message} />}
      {dismissing && <Dismiss receipt={message.receipt} onClose={() => setDismissing(false)} />}
    </SpaceBetween>
  )
}
