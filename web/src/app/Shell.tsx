import AppLayout from '@cloudscape-design/components/app-layout'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigationType } from 'react-router'
import { useLive } from '../api/live'
import { useSession } from '../auth/SessionContext'
import { moreWords } from '../i18n'
import { Afterwards, Ahead } from './Afterwards'
import { Connectivity } from './Connectivity'
import { useCommands } from './commands'
import { ErrorBoundary } from './ErrorBoundary'
import { Flashes } from './flash'
import { Keyboard } from './Keyboard'
import { useKeptFocus } from './keptFocus'
import { Outgoing, Spoken } from './Outgoing'
import { keepPanelSizes, type Panel, PanelContext, type PanelPlace, storedPanelSizes } from './panel'
import { useChoose, usePreferences } from './preferences'
import { usePrintable } from './printable'
import { SideBar } from './SideBar'
import { TopBar } from './TopBar'
import { useWorkplace } from './workplace'

const FirstRun = lazy(async () => (await Promise.all([import('./FirstRun'), moreWords()]))[0])
const Help = lazy(async () => (await Promise.all([import('./Help'), moreWords()]))[0])
/** What this device is told while its windows are in the background; with its sentences, after the page. */
const Notifications = lazy(async () => (await Promise.all([import('./Notifications'), moreWords()]))[0])
const Tour = lazy(async () => (await Promise.all([import('./Tour'), moreWords()]))[0])
const SplitPanel = lazy(() => import('@cloudscape-design/components/split-panel'))

const WIDE = '(min-width: 900px)'

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const redirected = useNavigationType() === 'REPLACE'
  const [open, setOpen] = useState(() => window.matchMedia(WIDE).matches)
  usePrintable(open, setOpen)
  useKeptFocus()
  const { session } = useSession()
  const { centre } = useWorkplace()
  const page = useRef<HTMLDivElement>(null)
  const arrived = useRef(pathname)
  const { panel: position, welcome } = usePreferences()
  const choose = useChoose()

  const [help, setHelp] = useState(false)
  const [tour, setTour] = useState(false)
  useCommands([
    { id: 'help', label: t('command.help'), group: 'pages', keys: 'h', run: () => setHelp((before) => !before) },
    { id: 'tour', label: t('command.tour'), group: 'pages', run: () => setTour(true) },
  ])
  const [panel, setPanel] = useState<Panel>()
  const [body, setBody] = useState<HTMLElement | null>(null)
  const [actions, setActions] = useState<HTMLElement | null>(null)
  const [sizes, setSizes] = useState(storedPanelSizes)
  const place = useMemo<PanelPlace>(() => ({ body, actions, help, show: setPanel }), [body, actions, help])
  const resize = (size: number) => {
    const next = { ...sizes, [position]: size }
    setSizes(next)
    keepPanelSizes(next)
  }

  useLive(centre ? session.liveUrl() : undefined)

  // A new page starts at its top, for the eye and for a screen reader. Whoever is only led on, from the start page for example, may have
  // opened a menu meanwhile and keeps it.
  useEffect(() => {
    if (arrived.current === pathname) return
    arrived.current = pathname
    if (redirected) return
    page.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
    if (!window.matchMedia(WIDE).matches) setOpen(false)
  }, [pathname, redirected])

  return (
    <PanelContext value={place}>
      <a className="wa-skip" href="#page">
        {t('nav.skip')}
      </a>
      <div id="top">
        <TopBar />
      </div>
      <Keyboard />
      <Spoken />
      {centre && (
        <Afterwards>
          <Notifications />
          <Ahead />
        </Afterwards>
      )}
      {tour && (
        <Suspense fallback={null}>
          <Tour onEnd={() => setTour(false)} />
        </Suspense>
      )}
      <AppLayout
        headerSelector="#top"
        navigation={<SideBar />}
        navigationOpen={open}
        onNavigationChange={({ detail }) => setOpen(detail.open)}
        navigationWidth={260}
        tools={
          help && (
            <Suspense fallback={null}>
              <Help />
            </Suspense>
          )
        }
        toolsOpen={help}
        onToolsChange={({ detail }) => setHelp(detail.open)}
        splitPanel={
          panel && (
            <Suspense fallback={null}>
              <SplitPanel header={panel.header} closeBehavior="hide" headerActions={<div ref={setActions} />}>
                <div className="wa-panel" ref={setBody} tabIndex={-1} />
              </SplitPanel>
            </Suspense>
          )
        }
        splitPanelOpen={Boolean(panel)}
        onSplitPanelToggle={({ detail }) => !detail.open && panel?.close()}
        splitPanelSize={sizes[position]}
        onSplitPanelResize={({ detail }) => resize(detail.size)}
        splitPanelPreferences={{ position }}
        onSplitPanelPreferencesChange={({ detail }) => choose({ panel: detail.position })}
        notifications={
          <>
            <Connectivity />
            <Outgoing />
            <Flashes />
          </>
        }
        stickyNotifications
        ariaLabels={{
          navigation: t('nav.label'),
          navigationClose: t('nav.close'),
          navigationToggle: t('nav.open'),
          notifications: t('nav.notifications'),
          tools: t('command.help'),
          toolsToggle: t('command.help'),
          toolsClose: t('nav.close'),
        }}
        content={
          <div id="page" className="wa-page" ref={page} tabIndex={-1}>
            {welcome === 'due' && (centre ? pathname.startsWith('/folders/') : pathname === '/reports') && (
              <Suspense fallback={null}>
                <FirstRun onMet={() => choose({ welcome: 'over' })} />
              </Suspense>
            )}
            <ErrorBoundary key={pathname}>{children}</ErrorBoundary>
          </div>
        }
      />
    </PanelContext>
  )
}
