import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useWorkplace } from '../../app/workplace'
import { viewsOf } from '../../logic/dashboard'
import { usePageTitle } from '../../parts/usePageTitle'
import { NotYours } from '../admin/NotYours'
import { Month } from './Month'
import { Network } from './Network'
import { Today } from './Today'

const PAGES = { today: Today, month: Month, network: Network } as const

/** How it stands: a call centre's day, an operator's month, the network's month; what is shown stands in the address. */
export default function DashboardPage() {
  const { t } = useTranslation()
  const { centre, can, me } = useWorkplace()
  const [address, setAddress] = useSearchParams()
  usePageTitle(t('dashboard.title'))
  const views = viewsOf({
    centre: centre !== '',
    post: Boolean(me.operator?.code),
    supervises: Boolean(me.operator?.code) && can('supervisor', 'operator-administrator'),
    network: can('network-administrator'),
  })
  const view = views.find((one) => one === address.get('view')) ?? views[0]
  if (!view) return <NotYours />
  const Shown = PAGES[view]
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={t('dashboard.about')}>
        {t('dashboard.title')}
      </Header>
      {views.length > 1 ? (
        <Tabs
          activeTabId={view}
          onChange={({ detail }) => setAddress({ view: detail.activeTabId })}
          ariaLabel={t('dashboard.title')}
          tabs={views.map((id) => ({ id, label: t(`dashboard.view.${id}`), content: id === view && <Shown /> }))}
        />
      ) : (
        <Shown />
      )}
    </SpaceBetween>
  )
}
