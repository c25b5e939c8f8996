import Input, { type InputProps } from '@cloudscape-design/components/input'
import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useAlerts } from '../api/alerts'
import { unreachable } from '../api/problem'
import { useSession } from '../auth/SessionContext'
import { unreadIn } from '../logic/elsewhere'
import { normaliseItemId } from '../logic/itemId'
import { severalIn, trackAddress } from '../logic/itemList'
import { LANGUAGES, type Language, OWN_NAMES } from '../logic/languages'
import { kindOfNumber } from '../logic/transportId'
import { useMedia } from '../parts/useMedia'
import { useCommands } from './commands'
import { useElsewhere } from './elsewhere'
import { useFlash } from './flash'
import { useFollow } from './follow'
import { useOutbox } from './outbox'
import { keepLanguage, useChoose, usePreferences, useSavesNow } from './preferences'
import { useWorkplace } from './workplace'

/** One box for everything: a whole item number leads to the item, several to the page that looks them all up, a receptacle's or a dispatch's to its page, anything else to what one's own post has on it. "/" goes there. */
function Search() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { centre } = useWorkplace()
  const [typed, setTyped] = useState('')
  const input = useRef<InputProps.Ref>(null)
  useCommands([{ id: 'search', label: t('find.label'), group: 'pages', keys: '/', run: () => input.current?.focus() }])
  const go = () => {
    const id = normaliseItemId(typed)
    if (!id) return
    setTyped('')
    const several = severalIn(typed)
    if (several) return void navigate(trackAddress(several))
    const kind = kindOfNumber(typed)
    if (kind === 'transport') void navigate(`/transports/${id}`)
    else void navigate(kind === 'item' || !centre ? `/items/${id}` : `/search?q=${encodeURIComponent(typed.trim())}`)
  }
  return (
    <search className="wa-search">
      <Input
        ref={input}
        type="search"
        value={typed}
        placeholder={t('find.placeholder')}
        ariaLabel={t('find.label')}
        autoComplete={false}
        spellcheck={false}
        onChange={({ detail }) => setTyped(detail.value)}
        onKeyDown={({ detail }) => detail.key === 'Enter' && go()}
      />
    </search>
  )
}

const THEMES = ['system', 'light', 'dark'] as const
const DENSITIES = ['comfortable', 'compact'] as const

function useLook(): TopNavigationProps.MenuDropdownUtility {
  const { t } = useTranslation()
  const look = usePreferences()
  const choose = useChoose()
  const named = (name: 'theme' | 'density' | 'shortcuts', value: string, label: string) => ({
    id: `look ${name} ${value}`,
    label: `${t('look.label')}: ${label}`,
    group: 'pages' as const,
    run: () => choose({ [name]: value }),
  })
  useCommands([
    ...THEMES.map((theme) => named('theme', theme, t(`look.${theme}`))),
    ...DENSITIES.map((density) => named('density', density, t(`look.${density}`))),
    named('shortcuts', look.shortcuts === 'on' ? 'off' : 'on', t('command.single')),
  ])
  const item = (id: string, text: string, checked: boolean) => ({ id, text, itemType: 'checkbox' as const, checked })
  return {
    type: 'menu-dropdown',
    iconName: 'settings',
    ariaLabel: t('look.label'),
    title: t('look.label'),
    items: [
      {
        id: 'theme',
        text: t('look.theme'),
        items: THEMES.map((theme) => item(`theme:${theme}`, t(`look.${theme}`), look.theme === theme)),
      },
      {
        id: 'density',
        text: t('look.density'),
        items: DENSITIES.map((density) => item(`density:${density}`, t(`look.${density}`), look.density === density)),
      },
      item(`shortcuts:${look.shortcuts === 'on' ? 'off' : 'on'}`, t('command.single'), look.shortcuts === 'on'),
    ],
    onItemClick: ({ detail }) => {
      const [what, value] = detail.id.split(':')
      choose({ [what as string]: value })
    },
  }
}

/** Each language by its own name, so that whoever landed in a foreign one finds the way out. */
function useLanguage(): TopNavigationProps.MenuDropdownUtility {
  const { t, i18n } = useTranslation()
  const { session } = useSession()
  const flash = useFlash()
  const choose = (id: Language) => void keepLanguage(session.subject(), id).catch(() => flash.failed(unreachable()))
  useCommands(
    LANGUAGES.map((id) => ({
      id: `language ${id}`,
      label: `${t('language.label')}: ${OWN_NAMES[id]}`,
      group: 'pages',
      run: () => choose(id),
    })),
  )
  return {
    type: 'menu-dropdown',
    iconName: 'globe',
    text: OWN_NAMES[i18n.language as Language],
    ariaLabel: `${t('language.label')}: ${OWN_NAMES[i18n.language as Language]}`,
    title: t('language.label'),
    items: LANGUAGES.map((id) => ({ id, text: OWN_NAMES[id], lang: id, itemType: 'checkbox', checked: id === i18n.language })),
    onItemClick: ({ detail }) => choose(detail.id as Language),
  }
}

function usePerson(unreadOf: (centre: string) => number): TopNavigationProps.MenuDropdownUtility {
  const { t } = useTranslation()
  const { session } = useSession()
  const outbox = useOutbox()
  const { me, centre, setCentre, callCentre, operatorName } = useWorkplace()
  const roles = (me.roles ?? []).map((role) => t(`role.${role}` as 'role.agent', { defaultValue: role })).join(', ')
  const centres = me.callCentres ?? []
  const withUnread = (one: { id: string; name: string }) => {
    const count = unreadOf(one.id)
    return count > 0 ? t('me.unreadIn', { centre: one.name, count }) : one.name
  }
  const switches =
    centres.length > 1
      ? [
          {
            id: 'centres',
            text: t('me.callCentre'),
            items: centres.map((one) => ({
              id: `centre:${one.id}`,
              text: withUnread(one),
              itemType: 'checkbox' as const,
              checked: one.id === centre,
            })),
          },
        ]
      : []
  const savesNow = useSavesNow()
  const signOut = () => void Promise.all([outbox.flush(), savesNow()]).then(() => session.signOut()) // what was sent and chosen goes before the person does
  useCommands([
    ...(centres.length > 1
      ? centres.map((one) => ({
          id: `centre ${one.id}`,
          label: `${t('me.callCentre')}: ${one.name}`,
          group: 'go' as const,
          run: () => setCentre(one.id),
        }))
      : []),
    { id: 'sign-out', label: t('me.signOut'), group: 'pages', run: signOut },
  ])
  const where = [callCentre(centre)?.name ?? centres[0]?.name, operatorName(me.operator?.code)].filter(Boolean).join(', ')
  return {
    type: 'menu-dropdown',
    iconName: 'user-profile',
    text: me.name,
    ariaLabel: t('me.menu', { name: me.name }),
    description: [where, roles].filter(Boolean).join(' · '),
    items: [...switches, { id: 'signOut', text: t('me.signOut') }],
    onItemClick: ({ detail }) => {
      if (detail.id === 'signOut') signOut()
      else if (detail.id.startsWith('centre:')) setCentre(detail.id.slice('centre:'.length))
    },
  }
}

export function TopBar() {
  const narrow = useMedia('(max-width: 688px)') // then only the logo is shown
  const { t } = useTranslation()
  const follow = useFollow()
  const navigate = useNavigate()
  const { centre } = useWorkplace()
  const unread = useAlerts(centre).data?.unread ?? 0
  const look = useLook()
  const language = useLanguage()
  const others = useElsewhere()
  const elsewhere = unreadIn(others)
  const person = usePerson((id) => (id === centre ? unread : (others.find((one) => one.id === id)?.unread ?? 0)))
  const bell: TopNavigationProps.Utility[] = centre
    ? [
        {
          type: 'button',
          iconName: 'notification',
          badge: unread + elsewhere > 0,
          text: [unread > 0 && unread, elsewhere > 0 && `+${elsewhere}`].filter(Boolean).join(' ') || undefined,
          disableTextCollapse: true,
          disableUtilityCollapse: true,
          ariaLabel: [t('alerts.bell', { count: unread }), elsewhere > 0 && t('alerts.elsewhere', { count: elsewhere })]
            .filter(Boolean)
            .join(', '),
          href: '/alerts',
          onFollow: (event) => {
            event.preventDefault()
            void navigate('/alerts')
          },
        },
      ]
    : []
  return (
    <TopNavigation
      identity={{
        href: '/',
        title: t('product'),
        logo: { src: '/favicon.svg', alt: narrow ? t('product') : t('nav.home') },
        onFollow: (event) => {
          event.preventDefault()
          follow({ detail: { href: '/' }, preventDefault: () => undefined })
        },
      }}
      search={<Search />}
      utilities={[...bell, language, look, person]}
      i18nStrings={{
        searchIconAriaLabel: t('search.open'),
        searchDismissIconAriaLabel: t('search.close'),
        overflowMenuTriggerText: t('nav.more'),
        overflowMenuTitleText: t('nav.all'),
        overflowMenuBackIconAriaLabel: t('nav.back'),
        overflowMenuDismissIconAriaLabel: t('nav.close'),
      }}
    />
  )
}
