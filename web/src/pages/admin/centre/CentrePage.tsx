import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { type EditedCentre, useEditedCentre } from '../../../api/admin'
import { useFollow } from '../../../app/follow'
import { useWorkplace } from '../../../app/workplace'
import { formatWallClock } from '../../../logic/instant'
import { Loading } from '../../../parts/Loading'
import { OpenNow } from '../../../parts/OpenNow'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { usePageTitle } from '../../../parts/usePageTitle'
import { NotYours } from '../NotYours'
import { CalendarEditor } from './CalendarEditor'
import { CentreSettingsForm } from './CentreSettingsForm'
import { ForceMajeure } from './ForceMajeure'
import { PeriodForm } from './PeriodForm'

const TABS = ['calendar', 'period', 'alerts', 'forceMajeure'] as const

/** One call centre under the hands of its administrator. */
export default function CentrePage() {
  const { id = '' } = useParams()
  const { me, can } = useWorkplace()
  const centre = useEditedCentre(id)
  if (!can('operator-administrator') || !id.startsWith(`${me.operator?.code}-`)) return <NotYours />
  if (centre.error && !centre.data) return <ProblemAlert error={centre.error} retry={() => void centre.refetch()} />
  return centre.data ? <Loaded key={id} centre={centre.data} reload={() => void centre.refetch()} /> : <Loading />
}

export interface PartProps {
  centre: EditedCentre
  reload(): void
}

function Loaded(parts: PartProps) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { centre } = parts
  const { language } = useWorkplace()
  const [query, setQuery] = useSearchParams()
  const tab = TABS.find((one) => one === query.get('tab')) ?? 'calendar'
  usePageTitle(centre.name)
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('admin.centres.title'), href: '/administration/call-centres' },
          { text: centre.city, href: `/administration/call-centres/${centre.id}` },
        ]}
      />
      <div>
        <Header variant="h1">{centre.name}</Header>
        <OpenNow centre={centre} />
        <div className="wa-soft wa-small">
          {t('partner.localTime')}: {formatWallClock(centre.localTime, language)}
        </div>
      </div>
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) => setQuery({ tab: detail.activeTabId }, { replace: true })}
        ariaLabel={centre.name}
        tabs={[
          { id: 'calendar', label: t('admin.calendar.title'), content: <CalendarEditor {...parts} /> },
          { id: 'period', label: t('admin.period.title'), content: <PeriodForm {...parts} /> },
          { id: 'alerts', label: t('admin.alerts.title'), content: <CentreSettingsForm {...parts} /> },
          { id: 'forceMajeure', label: t('admin.forceMajeure.title'), content: <ForceMajeure centre={centre} /> },
        ]}
      />
    </SpaceBetween>
  )
}
