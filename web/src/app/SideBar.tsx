import Badge from '@cloudscape-design/components/badge'
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { useAlerts } from '../api/alerts'
import { useFolderCounts } from '../api/folders'
import { useLists } from '../api/lists'
import { useOpenSignals } from '../api/signals'
import { useSession } from '../auth/SessionContext'
import { folderKey, left } from '../logic/folderMemory'
import { FOLDER_GROUPS, type Folder, isLate } from '../logic/folders'
import { sectionOf } from '../logic/section'
import { fresh } from '../logic/signals'
import { useFollow } from './follow'
import { useWorkplace } from './workplace'

export function SideBar() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { session } = useSession()
  const { pathname } = useLocation()
  const { centre, callCentre, me, can } = useWorkplace()
  const counts = useFolderCounts(centre)
  const unread = useAlerts(centre).data?.unread ?? 0
  const listNews = (useLists(Boolean(me.operator?.code)).data ?? []).reduce((sum, one) => sum + one.news, 0)
  const countOf = (folder: Folder) => counts.data?.items?.find((one) => one.folder === folder)?.count

  /** A folder as it was left; the one that is open leads to the whole of it. */
  const addressOf = (folder: Folder) => {
    const whole = `/folders/${folder}`
    return pathname === whole ? whole : whole + left(sessionStorage, folderKey(session.subject(), centre, folder)).address
  }
  const folderLink = (folder: Folder): SideNavigationProps.Link => {
    const count = countOf(folder)
    const colour = count && isLate(folder) ? 'red' : count && folder === 'toDo' ? 'blue' : 'grey'
    return {
      type: 'link',
      text: t(`folder.${folder}.name`),
      href: addressOf(folder),
      info: !count ? undefined : <Badge color={colour}>{count}</Badge>,
    }
  }
  const supervises = can('supervisor', 'operator-administrator')
  const manages = supervises || can('network-administrator')
  const signals = fresh(useOpenSignals(manages).data ?? [])
  const folders = FOLDER_GROUPS.map(
    (group): SideNavigationProps.Item => ({
      type: 'section-group',
      title: t(`folderGroup.${group.id}`),
      items: group.folders.filter((folder) => folder !== 'unroutable' || supervises).map(folderLink),
    }),
  )

  const administration = (): SideNavigationProps.Item[] => {
    const link = (text: string, href: string) => ({ type: 'link', text, href }) as const
    const administers = can('operator-administrator')
    const links = [
      ...(administers
        ? [
            link(t('admin.centres.title'), '/administration/call-centres'),
            link(t('admin.post.title'), '/administration/post'),
            link(t('people.title'), '/administration/people'),
            link(t('privacy.title'), '/administration/personal-data'),
          ]
        : []),
      ...(supervises && me.operator?.code ? [link(t('exchange.title'), '/administration/exchange')] : []),
      ...(administers || can('network-administrator') ? [link(t('machine.title'), '/administration/machine-access')] : []),
      ...(administers || can('network-administrator') ? [link(t('developers.title'), '/developers')] : []),
      ...(administers ? [link(t('webhooks.title'), '/administration/webhooks')] : []),
      ...(administers ? [link(t('crm.title'), '/administration/crm')] : []),
      ...(supervises ? [link(t('templates.title'), '/templates')] : []),
      ...(administers || can('network-administrator') ? [link(t('catalogue.title'), '/catalogue')] : []),
    ]
    return links.length > 0 ? [{ type: 'divider' }, { type: 'section-group', title: t('admin.title'), items: links }] : []
  }

  const dashboard = { type: 'link', text: t('dashboard.title'), href: '/dashboard' } as const
  const first = supervises || can('network-administrator')
  const items: SideNavigationProps.Item[] = [
    ...(first ? [dashboard] : []),
    ...(centre
      ? [
          { type: 'link', text: t('nav.ask'), href: '/items' } as const,
          { type: 'link', text: t('many.nav'), href: '/track' } as const,
          { type: 'divider' } as const,
          ...folders,
          { type: 'divider' } as const,
        ]
      : []),
    ...(centre
      ? [
          {
            type: 'link',
            text: t('alerts.title'),
            href: '/alerts',
            info: unread > 0 ? <Badge color="blue">{unread}</Badge> : undefined,
          } as const,
        ]
      : []),
    ...(centre && !first ? [dashboard] : []),
    ...(supervises ? [{ type: 'link', text: t('team.title'), href: '/team' } as const] : []),
    ...(centre || supervises ? [{ type: 'link', text: t('quality.title'), href: '/quality' } as const] : []),
    { type: 'link', text: t('late.title'), href: '/late-items' },
    ...(me.operator?.code
      ? [
          {
            type: 'link',
            text: t('lists.title'),
            href: '/lists',
            info: listNews > 0 ? <Badge color="blue">{listNews}</Badge> : undefined,
          } as const,
        ]
      : []),
    { type: 'link', text: t('reports.title'), href: '/reports' },
    { type: 'link', text: t('insights.title'), href: '/insights' },
    ...(manages
      ? [
          {
            type: 'link',
            text: t('signals.title'),
            href: '/insights/signals',
            info: signals > 0 ? <Badge color="blue">{signals}</Badge> : undefined,
          } as const,
          { type: 'link', text: t('hub.title'), href: '/data-hub' } as const,
        ]
      : []),
    { type: 'link', text: t('partners.title'), href: '/partners' },
    ...(supervises ? [{ type: 'link', text: t('messages.title'), href: '/messages' } as const] : []),
    ...administration(),
  ]
  return (
    <SideNavigation
      header={{ text: callCentre(centre)?.city || me.operator?.name || t('product'), href: '/' }}
      activeHref={sectionOf(pathname)}
      items={items}
      onFollow={follow}
    />
  )
}
