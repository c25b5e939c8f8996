import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import type { Held } from '../api/outbox'
import { secondsUntil } from '../logic/holding'
import { spacedItemId } from '../logic/itemId'
import { useOutbox } from './outbox'

function useSecondsLeft(held: Held): number {
  const [left, setLeft] = useState(() => secondsUntil(held.due, Date.now()))
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsUntil(held.due, Date.now())), 250)
    return () => clearInterval(timer)
  }, [held.due])
  return left
}

/** A step that is not answered yet: how long it can be taken back, or that it waits for the connection. */
export function HeldStep({ held, onUndone }: { held: Held; onUndone?: () => void }) {
  const { t } = useTranslation()
  const outbox = useOutbox()
  const left = useSecondsLeft(held)
  if (held.state === 'waiting')
    return (
      <Alert
        type="warning"
        header={t('outbox.waitingTitle', { item: spacedItemId(held.item) })}
        action={<Button onClick={() => void outbox.sendNow(held.id)}>{t('common.tryAgain')}</Button>}
      >
        {t('outbox.waiting')}
      </Alert>
    )
  const sending = held.state === 'sending' || left === 0
  return (
    <Alert
      type="info"
      header={
        <>
          <span className="wa-hidden">{t('outbox.heldSpoken', { item: spacedItemId(held.item) })}</span>
          <span aria-hidden="true">
            {sending
              ? t('outbox.sending', { item: spacedItemId(held.item) })
              : t('outbox.held', { item: spacedItemId(held.item), count: left })}
          </span>
        </>
      }
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            disabled={sending}
            onClick={() => {
              if (outbox.undo(held.id)) onUndone?.()
            }}
          >
            {t('outbox.undo')}
          </Button>
          <Button disabled={sending} onClick={() => void outbox.sendNow(held.id)}>
            {t('outbox.now')}
          </Button>
        </SpaceBetween>
      }
    >
      {t('outbox.about', { partner: held.partner })}
    </Alert>
  )
}

/** What is on its way from inquiries that are not on the screen. */
export function Outgoing() {
  const outbox = useOutbox()
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  const all = useSyncExternalStore(outbox.subscribe, outbox.all)
  const here = new URLSearchParams(search).get('open') ?? pathname.split('/inquiries/')[1]
  return all
    .filter((one) => one.state !== 'refused' && one.inquiry !== here)
    .map((held) => <HeldStep key={held.id} held={held} onUndone={() => void navigate(`/inquiries/${held.inquiry}`)} />)
}
