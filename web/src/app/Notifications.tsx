import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type AlertView, useAlerts } from '../api/alerts'
import { useCentre } from '../api/directory'
import { newAlerts } from '../api/newAlerts'
import { useSession } from '../auth/SessionContext'
import { aboutOf } from '../logic/alertGroups'
import { type Notice, openAt, toTell } from '../logic/notify'
import { useAlertWords } from '../parts/useAlertWords'
import { dealtOf, holdFront, inTurn, somebodyLooks, useWishes } from './device'
import { useFlash } from './flash'
import { useWorkplace } from './workplace'

/** A timer cannot wait longer than this. */
const LONGEST_MS = 2 ** 31 - 1

/** Tells this device of what came in each call centre where the person works, not only in the one that is on the screen. */
export default function Notifications() {
  const { session } = useSession()
  const { centre, me } = useWorkplace()
  const [wishes] = useWishes(session.subject())
  const centres = (me.callCentres ?? []).map((one) => one.id)
  useEffect(holdFront, [])
  return centres.filter((one) => one === centre || wishes.on).map((one) => <OfCentre key={one} centre={one} among={centres.length} />)
}

/**
 * Tells this device of what came, by choice, while nobody looks at one of our windows: once for all of them, and nothing outside the call
 * centre's hours; what came in the meantime is told together when it opens.
 */
function OfCentre({ centre, among }: { centre: string; among: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const flash = useFlash()
  const { session } = useSession()
  const { callCentre, setCentre } = useWorkplace()
  const [wishes] = useWishes(session.subject())
  const alerts = useAlerts(centre, wishes.on)
  const { data: hours, refetch: askHours } = useCentre(centre)
  const [, setTurned] = useState(0) // the call centre has opened or closed
  const wordsOf = useAlertWords()
  const name = callCentre(centre)?.name ?? centre

  const nextChange = hours?.nextChange
  useEffect(() => {
    const wait = nextChange ? Date.parse(nextChange) - Date.now() : -1
    if (wait <= 0 || wait > LONGEST_MS) return
    const timer = setTimeout(() => {
      setTurned(Date.now())
      void askHours() // when it changes next: a window that nobody looks at asks for nothing by itself
    }, wait + 1000)
    return () => clearTimeout(timer)
  }, [nextChange, askHours])

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
      body: among > 1 ? `${name}: ${body}` : body,
      tag: `whereabouts-${among > 1 ? `${centre}-` : ''}${notice.tag}`,
      icon: '/favicon.svg',
      lang: document.documentElement.lang,
    })
    note.onclick = () => {
      window.focus()
      note.close()
      if (among > 1) setCentre(centre)
      void navigate(one ? aboutOf(one) : '/alerts')
    }
  }
  const tell = async (newest: NonNullable<typeof alerts.data>, open: boolean) => {
    const looks = await somebodyLooks()
    const whose = `${session.subject()}.${centre}`
    const items = await newAlerts(centre, newest, dealtOf(whose)?.seen)
    await inTurn(whose, (dealt) => {
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
    if (alerts.data && open !== undefined) tell(alerts.data, open).catch(() => undefined) // nothing was dealt with: the next list tells it
  }, [asked, open, centre, wishes])
  return null
}
