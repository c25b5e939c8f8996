import './developers.css'
import AppLayout from '@cloudscape-design/components/app-layout'
import Link from '@cloudscape-design/components/link'
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'react-router'
import { useSpec } from '../../api/reference'
import { useFollow } from '../../app/follow'
import { GUIDES } from '../../logic/guides'
import { byTag } from '../../logic/openapi'
import { usePageTitle } from '../../parts/usePageTitle'
import { Languages } from '../other/Languages'
import { written } from './files'
import { Guide } from './Guide'
import { Reference } from './Reference'

const WIDE = '(min-width: 900px)'

/** For who builds on the API: guides and its reference. Anybody may read them, without signing in. */
export default function DevelopersPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { pathname } = useLocation()
  const [open, setOpen] = useState(() => window.matchMedia(WIDE).matches)
  const page = useRef<HTMLDivElement>(null)
  const arrived = useRef(pathname)
  useEffect(() => {
    if (arrived.current === pathname) return
    arrived.current = pathname
    page.current?.focus({ preventScroll: true })
    if (!window.location.hash) window.scrollTo(0, 0)
    if (!window.matchMedia(WIDE).matches) setOpen(false)
  }, [pathname])
  return (
    <>
      <a className="wa-skip" href="#page">
        {t('nav.skip')}
      </a>
      <header id="top" className="wa-doc-top">
        <Link href="/" onFollow={follow} fontSize="heading-m" color="normal">
          {t('product')}
        </Link>
        <Languages />
      </header>
      <AppLayout
        headerSelector="#top"
        navigation={<Menu />}
        navigationOpen={open}
        onNavigationChange={({ detail }) => setOpen(detail.open)}
        navigationWidth={280}
        toolsHide
        ariaLabels={{ navigation: t('developers.title'), navigationClose: t('nav.close'), navigationToggle: t('nav.open') }}
        content={
          <div id="page" className="wa-page" ref={page} tabIndex={-1}>
            <Shown />
          </div>
        }
      />
    </>
  )
}

function Shown() {
  const parameters = useParams()
  const path = parameters['*'] ?? ''
  if (path === '') return <Start />
  if (path === 'reference') return <Reference />
  if (path.startsWith('reference/')) return <Reference id={path.slice('reference/'.length)} />
  if (path.startsWith('file/')) return <Guide key={path} file={path.slice('file/'.length)} />
  return <Guide key={path} file={GUIDES.find((one) => one.id === path)?.file ?? ''} />
}

function Menu() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { pathname } = useLocation()
  const spec = useSpec().data
  const groups = spec ? byTag(spec) : []
  const here = (id: string) => pathname === `/developers/reference/${id}`
  return (
    <SideNavigation
      header={{ text: t('developers.title'), href: '/developers' }}
      activeHref={pathname}
      onFollow={follow}
      items={[
        ...written.map(
          (guide): SideNavigationProps.Item => ({
            type: 'link',
            text: t(`developers.guide.${guide.id}.title`),
            href: `/developers/${guide.id}`,
          }),
        ),
        { type: 'divider' },
        { type: 'link', text: t('developers.reference'), href: '/developers/reference' },
        ...groups.map(
          (group): SideNavigationProps.Item => ({
            type: 'section',
            text: group.name,
            defaultExpanded: group.operations.some((one) => here(one.operationId)),
            items: group.operations.map((one) => ({
              type: 'link',
              text: one.summary ?? one.operationId,
              href: `/developers/reference/${one.operationId}`,
            })),
          }),
        ),
      ]}
    />
  )
}

/** What there is to read, and where to begin. */
function Start() {
  const { t } = useTranslation()
  const follow = useFollow()
  usePageTitle(t('developers.title'))
  return (
    <div className="wa-doc">
      <h1>{t('developers.title')}</h1>
      <p>{t('developers.about')}</p>
      <ul className="wa-doc-cards">
        {written.map((guide) => (
          <li key={guide.id}>
            <Link href={`/developers/${guide.id}`} onFollow={follow} fontSize="heading-s">
              {t(`developers.guide.${guide.id}.title`)}
            </Link>
            <p>{t(`developers.guide.${guide.id}.about`)}</p>
          </li>
        ))}
        <li>
          <Link href="/developers/reference" onFollow={follow} fontSize="heading-s">
            {t('developers.reference')}
          </Link>
          <p>{t('developers.referenceAbout')}</p>
        </li>
      </ul>
    </div>
  )
}
