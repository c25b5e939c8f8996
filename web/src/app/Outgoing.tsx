import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { type Held, placeOf } from '../api/outbox'
import { isHeld, secondsUntil } from '../logic/holding'
import { spacedItemId } from '../logic/itemId'
import { useCommands } from './commands'
import { useOutbox } from './outbox'

function useSecondsLeft(held: Held): number {
  const [left, setLeft] = useState(() => secondsUntil(held.due, Date.now()))
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsUntil(held.due, Date.now())), 250)
    return () => clearInterval(timer)
  }, [held.due])
  return left
}

/** Whether a step got no answer yet, also while it is tried again. */
const waits = (held: Held) => held.state === 'waiting' || (held.state === 'sending' && held.tries > 1)

/** What is sent, as its sentences begin. */
const nameOf = ({ action }: Held) => `outbox.what.${isHeld(action.do) ? action.do : 'reply'}` as const

/** A step that is not answered yet: how long it can be taken back, or that it waits for the connection. */
export function HeldStep({ held, onUndone }: { held: Held; onUndone?: () => void }) {
  const { t } = useTranslation()
  const outbox = useOutbox()
  const left = useSecondsLeft(held)
  if (waits(held))
    return (
      <div tabIndex={-1} data-takes-focus>
        <Alert
          type="warning"
          header={t('outbox.waitingTitle', { item: spacedItemId(held.item) })}
          action={
            <Button loading={held.state === 'sending'} onClick={() => void outbox.sendNow(held.id)}>
              {t('common.tryAgain')}
            </Button>
          }
        >
          {t('outbox.waiting')}
        </Alert>
      </div>
    )
  const told = { what: t(nameOf(held)), item: spacedItemId(held.item) }
  const sending = held.state === 'sending' || left === 0
  return (
    <div tabIndex={-1} data-takes-focus>
      <Alert
        type="info"
        header={
          <>
            <span className="wa-hidden">{t('outbox.heldSpoken', told)}</span>
            <span aria-hidden="true">{sending ? t('outbox.sending', told) : t('outbox.held', { ...told, count: left })}</span>
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
    </div>
  )
}

/** Says what became of the latest step to whoever does not see it, on every page, once for each change. */
export function Spoken() {
  const { t } = useTranslation()
  const outbox = useOutbox()
  const latest = useSyncExternalStore(outbox.subscribe, outbox.all).at(-1)
  const item = latest && spacedItemId(latest.item)
  const words =
    latest &&
    (waits(latest)
      ? `${t('outbox.waitingTitle', { item })}. ${t('outbox.waiting')}`
      : latest.state === 'held' && t('outbox.heldSpoken', { what: t(nameOf(latest)), item }))
  return (
    <div role="status" className="wa-hidden">
      {words}
    </div>
  )
}

/** What is on its way from inquiries that are not on the screen, or from beside the answer of one that is; the latest can be taken back with a key from everywhere. */
export function Outgoing() {
  const { t } = useTranslation()
  const outbox = useOutbox()
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  const all = useSyncExternalStore(outbox.subscribe, outbox.all)
  const here = new URLSearchParams(search).get('open') ?? pathname.split('/inquiries/')[1]
  const elsewhere = all.filter((one) => one.state !== 'refused' && (one.inquiry !== here || placeOf(one.action) !== 'answer'))
  const latest = elsewhere.findLast((one) => one.state === 'held')
  const backTo = (held: Held) => void navigate(held.page ?? `/inquiries/${held.inquiry}`)
  useCommands([
    latest && {
      id: 'undo',
      label: t('outbox.undo'),
      group: 'inquiry',
      keys: 'u',
      run: () => outbox.undo(latest.id) && backTo(latest),
    },
  ])
  return elsewhere.map((held) => <HeldStep key={held.id} held={held} onUndone={() => backTo(held)} />)
}
