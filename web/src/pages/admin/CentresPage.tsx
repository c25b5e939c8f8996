import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { Period } from '../../api/admin'
import { useCentres } from '../../api/directory'
import type { CallCentre } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatDate, formatWallClock } from '../../logic/instant'
import { languageNames } from '../../logic/languages'
import { Empty } from '../../parts/Empty'
import { OpenNow } from '../../parts/OpenNow'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { NotYours } from './NotYours'

/** The call centres of one's own post, for its administrator. */
export default function CentresPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { me, language, can } = useWorkplace()
  const centres = useCentres()
  usePageTitle(t('admin.centres.title'))
  if (!can('operator-administrator')) return <NotYours />
  if (centres.error && !centres.data) return <ProblemAlert error={centres.error} retry={() => void centres.refetch()} />
  const own = (centres.data?.items ?? []).filter((one) => one.operator === me.operator?.code)
  return (
    <Table
      variant="full-page"
      wrapLines
      header={
        <Header variant="awsui-h1-sticky" counter={`(${own.length})`} description={t('admin.centres.about')}>
          {t('admin.centres.title')}
        </Header>
      }
      items={own}
      trackBy="id"
      ariaLabels={{ tableLabel: t('admin.centres.title') }}
      columnDefinitions={[
        {
          id: 'name',
          header: t('partner.centre'),
          isRowHeader: true,
          cell: (one) => (
            <>
              <Link href={`/administration/call-centres/${one.id}`} onFollow={follow}>
                {one.name}
              </Link>
              <div className="wa-soft wa-small">{one.city}</div>
            </>
          ),
        },
        { id: 'now', header: t('partner.now'), cell: (one) => <OpenNow centre={one} /> },
        { id: 'time', header: t('partner.localTime'), cell: (one) => formatWallClock(one.localTime, language) },
        { id: 'languages', header: t('partner.languages'), cell: (one) => languageNames(one.languages ?? [], language) },
        {
          id: 'period',
          header: t('admin.period.column'),
          cell: (one: CallCentre & Period) =>
            [
              one.opensOn && t('admin.period.from', { date: formatDate(one.opensOn, language) }),
              one.closesOn && t('admin.period.until', { date: formatDate(one.closesOn, language) }),
            ]
              .filter(Boolean)
              .join(', ') || t('admin.period.always'),
        },
      ]}
      empty={<Empty title={t('partners.empty')} teach={t('admin.centres.teach')} />}
    />
  )
}
