import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type AlertView, useAlerts } from '../api/alerts'
import { useCentre } from '../api/directory'
import { useSession } from '../auth/SessionContext'
import { aboutOf } from '../logic/alertGroups'
import { type Notice, openAt, toTell } from '../logic/notify'
import { useAlertWords } from '../parts/useAlertWords'
import { holdFront, inTurn, somebodyLooks, useWishes } from './device'
import { useFlash } from './flash'
import { useWorkplace } from './workplace'

/** A timer cannot wait longer than this. */
const LONGEST_MS = 2 ** 31 - 1

/**
 * Tells this device of what came, by choice, while nobody looks at one of our windows: once for all of them, and nothing outside the call
 * centre's hours; what came in the meantime is told together when it opens.
 */
export default function Notifications() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const flash = useFlash()
  const { session } = useSession()
  const { centre, callCentre } = useWorkplace()
  const [wishes] = useWishes()
  const alerts = useAlerts(centre)
  const hours = useCentre(centre).data
  const [, setTurned] = useState(0) // the call centre has opened or closed
  const wordsOf = useAlertWords()
  const name = callCentre(centre)?.name ?? centre
  useEffect(holdFront, [])

  const nextChange = hours?.nextChange
  useEffect(() => {
    const wait = nextChange ? Date.parse(nextChange) - Date.now() : -1
    if (wait <= 0 || wait > LONGEST_MS) return
    const timer = setTimeout(() => setTurned(Date.now()), wait + 1000)
    return () => clearTimeout(timer)
  }, [nextChange])

  const show = (notice: Notice<AlertView>) => {
    const one = 'about' in notice ? notice.about : undefined
    const said = one ? wordsOf(one) : undefined
    const title =
      said?.title ?? ('whileClosed' in notice && notice.whileClosed ? t('notify.whileClosed', { centre: name }) : t('alerts.title'))
    const body =
      'inquiries' in notice
        ? `${t('notify.all', { count: notice.count })} ${t('notify.inquiries', { count: notice.inquiries })}`
        : [said?.next, notice.count > 1 && t('notify.more', { count: notice.count - 1 })].filter(Boolean).join(' ')
    const note = new Notification(title, {
      body,
      tag: `whereabouts-${notice.tag}`,
      icon: '/favicon.svg',
      lang: document.documentElement.lang,
    })
    note.onclick = () => {
      window.focus()
      note.close()
      void navigate(one ? aboutOf(one) : '/alerts')
    }
  }
  const tell = async (items: readonly AlertView[], open: boolean) => {
    const looks = await somebodyLooks()
    await inTurn(`${session.subject()}.${centre}`, (dealt) => {
      const told = toTell(items, dealt, wishes, open)
      const waited = open && dealt?.waits ? told.notices.reduce((sum, one) => sum + one.count, 0) : 0
      if (looks && document.hasFocus() && waited > 0) flash.done(t('notify.opened', { count: waited, centre: name }))
      if (!looks && wishes.on && 'Notification' in window && Notification.permission === 'granted')
        for (const one of told.notices) show(one)
      return told.dealt
    })
  }
  const asked = alerts.dataUpdatedAt
  const open = hours ? openAt(hours, Date.now()) : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when the list was read again or the hours turned, not when this is drawn
  useEffect(() => {
    if (alerts.data && open !== undefined) void tell(alerts.data.items, open)
  }, [asked, open, centre, wishes])
  return null
}
