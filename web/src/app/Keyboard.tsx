import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { FOLDER_GROUPS, type Folder } from '../logic/folders'
import { opensPalette, press, takesKeys, typedOn } from '../logic/keySequence'
import { type Command, commandsNow, useCommands } from './commands'
import { usePreferences } from './preferences'
import { useWorkplace } from './workplace'

const Palette = lazy(() => import('./Palette'))
const KeyList = lazy(() => import('./KeyList'))

const LETTER: Record<Folder, string> = {
  toDo: 't',
  overdueByUs: 'o',
  toRead: 'r',
  returned: 'b',
  drafts: 'd',
  waiting: 'w',
  overdueByPartner: 'p',
  closed: 'c',
  unroutable: 'u',
}

/** Where a person can go, by name or by "g" and a letter. */
function useWays(): Command[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { centre, can, me } = useWorkplace()
  const way = (id: string, label: string, keys?: string): Command => ({
    id,
    label: t('command.goTo', { page: label }),
    group: 'go',
    ...(keys ? { keys } : {}),
    run: () => void navigate(id),
  })
  const supervises = can('supervisor', 'operator-administrator')
  const folders = FOLDER_GROUPS.flatMap((group) => group.folders).filter((folder) => folder !== 'unroutable' || supervises)
  return [
    ...(centre
      ? [
          ...folders.map((folder) => way(`/folders/${folder}`, t(`folder.${folder}.name`), `g ${LETTER[folder]}`)),
          way('/alerts', t('alerts.title'), 'g a'),
          { ...way('/items', t('nav.ask')), id: 'new', label: t('command.ask'), group: 'pages', keys: 'n' } as const,
          way('/track', t('many.nav')),
        ]
      : []),
    ...(me.operator?.code ? [way('/lists', t('lists.title'), 'g l')] : []),
    ...(centre || supervises || can('network-administrator') ? [way('/dashboard', t('dashboard.title'), 'g h')] : []),
    ...(supervises ? [way('/team', t('team.title'), 'g s')] : []),
    ...(centre || supervises ? [way('/quality', t('quality.title'))] : []),
    way('/late-items', t('late.title')),
    way('/reports', t('reports.title')),
    ...(can('operator-administrator', 'network-administrator') ? [way('/reports/runs', t('reporting.runs'))] : []),
    way('/insights', t('insights.title'), 'g i'),
    ...(supervises || can('network-administrator') ? [way('/insights/signals', t('signals.title')), way('/data-hub', t('hub.title'))] : []),
    way('/partners', t('partners.title')),
    ...(supervises
      ? [way('/messages', t('messages.title')), way('/messages/uploads', t('uploads.title')), way('/templates', t('templates.title'))]
      : []),
    ...(supervises && me.operator?.code ? [way('/administration/exchange', t('exchange.title'))] : []),
    ...(can('operator-administrator')
      ? [
          way('/administration/call-centres', t('admin.centres.title')),
          way('/administration/post', t('admin.post.title')),
          way('/administration/people', t('people.title')),
          way('/administration/personal-data', t('privacy.title')),
          way('/administration/webhooks', t('webhooks.title')),
          way('/administration/crm', t('crm.title')),
        ]
      : []),
    ...(can('operator-administrator', 'network-administrator')
      ? [
          way('/administration/machine-access', t('machine.title')),
          way('/developers', t('developers.title')),
          way('/catalogue', t('catalogue.title')),
        ]
      : []),
  ]
}

/** Ctrl+K (⌘K) for everything by name; single keys for what is done all day, unless somebody switched them off (WCAG 2.1.4). */
export function Keyboard() {
  const { t } = useTranslation()
  const [shown, setShown] = useState<'palette' | 'keys'>()
  const waiting = useRef('')
  /** What is typed after Ctrl+K, until the palette is loaded and has a box for it. */
  const begun = useRef<string>(undefined)
  const { shortcuts } = usePreferences()
  useCommands([...useWays(), { id: 'keys', label: t('command.keys'), group: 'pages', keys: '?', run: () => setShown('keys') }])
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (opensPalette(event, navigator.platform)) {
        event.preventDefault()
        begun.current = shown === 'palette' ? undefined : ''
        setShown(shown === 'palette' ? undefined : 'palette')
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (begun.current !== undefined) {
        const typed = typedOn(begun.current, event.key)
        if (typed !== undefined || event.key === 'Enter') event.preventDefault()
        begun.current = event.key === 'Escape' ? undefined : (typed ?? begun.current)
        if (event.key === 'Escape') setShown(undefined)
        return
      }
      if (event.key.length !== 1) return
      if (takesKeys(event.target instanceof HTMLElement ? event.target : null) || shortcuts === 'off') return
      const commands = commandsNow()
      const next = press(
        waiting.current,
        event.key,
        commands.flatMap((one) => one.keys ?? []),
      )
      waiting.current = next.waiting
      if (next.found || next.waiting) event.preventDefault()
      if (next.found) commands.find((one) => one.keys === next.found)?.run()
    }
    window.addEventListener('keydown', heard)
    return () => window.removeEventListener('keydown', heard)
  }, [shortcuts, shown])
  const take = () => {
    const typed = begun.current ?? ''
    begun.current = undefined
    return typed
  }
  const close = () => setShown(undefined)
  return (
    <Suspense fallback={null}>
      {shown === 'palette' && <Palette commands={commandsNow()} begun={take} onClose={close} />}
      {shown === 'keys' && <KeyList commands={commandsNow()} onClose={close} />}
    </Suspense>
  )
}
