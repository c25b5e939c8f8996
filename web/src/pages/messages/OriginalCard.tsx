import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openFile } from '../../api/files'
import { type MessageReceipt, useOriginal } from '../../api/messages'
import { useWorkplace } from '../../app/workplace'
import { folded } from '../../logic/messageText'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'

/** The message as it came, once somebody wants to see it: looking is recorded. Administrators see who looked. */
export function OriginalCard({ message }: { message: MessageReceipt }) {
  const { t } = useTranslation()
  const { can } = useWorkplace()
  const [wanted, setWanted] = useState(false)
  const original = useOriginal(message.receipt, wanted)
  const looks = message.looks ?? []
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t('messages.originalAbout')}
          actions={
            original.data ? (
              <Button iconName="download" onClick={() => openFile(original.data.url)}>
                {t('messages.download')}
              </Button>
            ) : (
              <Button loading={original.isFetching} onClick={() => setWanted(true)}>
                {t('messages.show')}
              </Button>
            )
          }
        >
          {t('messages.original')}
        </Header>
      }
    >
      <SpaceBetween size="s">
        {original.error && <ProblemAlert error={original.error} retry={() => void original.refetch()} />}
        {original.data && !original.data.whole && <Alert type="info">{t('messages.partOnly')}</Alert>}
        {original.data && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
          <section className="wa-message wa-message-whole" tabIndex={0} aria-label={t('messages.original')}>
            {folded(original.data.text, message.format)}
          </section>
        )}
        {can('operator-administrator') && (
          <div className="wa-soft">
            {t('messages.looks')}: {looks.length === 0 && t('messages.noLooks')}
            {looks.map((look) => (
              <div key={look.by?.subject + look.first}>
                {t('messages.lookedAt', { who: look.by?.name ?? '' })} <Instant at={look.first} />
              </div>
            ))}
          </div>
        )}
      </SpaceBetween>
    </Container>
  )
}
