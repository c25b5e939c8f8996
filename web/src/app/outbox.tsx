import { useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { act, keep, raise } from '../api/inquiries'
import { keys } from '../api/keys'
import { type Held, Outbox, type Place, problemIn } from '../api/outbox'
import type { Inquiry } from '../api/types'
import { useSession } from '../auth/SessionContext'
import { spacedItemId } from '../logic/itemId'
import { typedIn } from '../logic/typedIn'
import { forgetDraft, restoreDraft } from '../parts/drafts'
import { useFlash } from './flash'

const Context = createContext<Outbox | null>(null)
const OWNER = 'whereabouts.window'
const LOOK_MS = 5_000
/** What browsers send for a page that is gone, at most; larger steps are sent when the page is opened again. */
const GONE_BYTES = 60_000

export function useOutbox(): Outbox {
  const outbox = useContext(Context)
  if (!outbox) throw new Error('useOutbox outside OutboxProvider')
  return outbox
}

/** The step that was taken with an inquiry and is not answered yet. */
export function useHeld(inquiry: string, place: Place = 'answer'): Held | undefined {
  const outbox = useOutbox()
  return useSyncExternalStore(outbox.subscribe, () => outbox.of(inquiry, place))
}

/** What a form has sent and is not answered yet, by the name of its draft. */
export function useHeldOf(draft: string): Held | undefined {
  const outbox = useOutbox()
  return useSyncExternalStore(outbox.subscribe, () => outbox.ofDraft(draft))
}

function send({ inquiry, action, id }: Held): Promise<Inquiry> {
  const outlives = JSON.stringify(action).length < GONE_BYTES
  if (action.do !== 'raise') return act(inquiry, action, id, outlives)
  const { do: _do, ...body } = action
  return raise(body, id, outlives)
}

/** What is said once a step was taken. */
function doneWords({ action, item, partner }: Held, t: TFunction): string {
  switch (action.do) {
    case 'reply':
      return t('reply.sent', { partner })
    case 'supplement':
      return t('supplement.sent', { partner })
    case 'escalate':
    case 'reject':
      return t(`${action.do}.done`, { partner })
    case 'raise':
      if (action.send) return t('ask.sent', { partner })
  }
  return t('outbox.sent', { item: spacedItemId(item) })
}

/** A name for this window that holds as long as it lives, and after a reload. Where browsers have no locks, each window keeps to its own. */
async function livingWindow(): Promise<string> {
  const wanted = sessionStorage.getItem(OWNER) ?? crypto.randomUUID()
  const name = !navigator.locks || (await lock(wanted)) ? wanted : crypto.randomUUID()
  if (name !== wanted) await lock(name)
  sessionStorage.setItem(OWNER, name)
  return name
}

function lock(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(`${OWNER}.${name}`, { ifAvailable: true }, (granted) => {
      resolve(granted !== null)
      return granted ? new Promise<void>(() => undefined) : undefined // held until the window is gone
    })
  })
}

async function livingWindows(own: string): Promise<ReadonlySet<string>> {
  const { held } = navigator.locks ? await navigator.locks.query() : { held: [] }
  return new Set([own, ...(held ?? []).flatMap((one) => one.name?.split(`${OWNER}.`)[1] ?? [])])
}

/** Sends what was taken, once, whatever page is on the screen. */
export function OutboxProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const flash = useFlash()
  const { session } = useSession()
  const person = session.subject()
  const told = useRef<{ sent(held: Held): void; refused(held: Held): void }>({ sent: () => undefined, refused: () => undefined })
  useEffect(() => {
    told.current = {
      sent: (held) => flash.done(doneWords(held, t)),
      refused: (held) =>
        flash.failedElsewhere(
          problemIn(held),
          t('outbox.refused', { item: spacedItemId(held.item) }),
          held.page ?? `/inquiries/${held.inquiry}`,
        ),
    }
  })
  const owner = useRef(sessionStorage.getItem(OWNER) ?? '')
  const outbox = useMemo(
    () =>
      new Outbox({
        person,
        get owner() {
          return owner.current
        },
        store: localStorage,
        now: () => Date.now(),
        newKey: () => crypto.randomUUID(),
        send,
        sent: (held, after) => {
          for (const key of held.drafts) forgetDraft(person, key)
          keep(queries, after)
          told.current.sent(held)
        },
        refused: (held) => {
          for (const [draft, value] of typedIn(held)) restoreDraft(person, draft, value)
          void queries.invalidateQueries({ queryKey: keys.inquiry(held.inquiry) })
          told.current.refused(held)
        },
      }),
    [person, queries],
  )
  useEffect(() => {
    let ended = false
    const look = async () => {
      owner.current ||= await livingWindow()
      const living = await livingWindows(owner.current)
      if (!ended) outbox.adopt(living)
    }
    owner.current = ''
    void look()
    const timer = setInterval(() => void look(), LOOK_MS)
    const back = () => void outbox.flush()
    const waits = (event: BeforeUnloadEvent) => outbox.all().some((one) => one.state === 'waiting') && event.preventDefault()
    window.addEventListener('online', back)
    window.addEventListener('pagehide', back)
    window.addEventListener('beforeunload', waits)
    return () => {
      ended = true
      clearInterval(timer)
      outbox.stop()
      window.removeEventListener('online', back)
      window.removeEventListener('pagehide', back)
      window.removeEventListener('beforeunload', waits)
    }
  }, [outbox])
  return <Context value={outbox}>{children}</Context>
}
