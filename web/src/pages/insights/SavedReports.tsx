import Badge from '@cloudscape-design/components/badge'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useMetrics, useSavedReports } from '../../api/insights'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { groupsOf } from '../../logic/insightQuery'
import { Empty } from '../../parts/Empty'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { useListed, useMetricName, useQuestionWords, weekdayName } from './words'

/** The reports that people made: one's own, and those that are shared. */
export function SavedReports() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { can, language } = useWorkplace()
  const saved = useSavedReports()
  const metrics = useMetrics().data ?? []
  const name = useMetricName()
  const listed = useListed()
  const words = useQuestionWords()
  if (saved.error && !saved.data) return <ProblemAlert error={saved.error} retry={() => void saved.refetch()} />
  return (
    <Table
      wrapLines
      header={
        <Header
          variant="h2"
          counter={saved.data ? `(${saved.data.length})` : ''}
          description={t(can('network-administrator') ? 'insights.saved.aboutNetwork' : 'insights.saved.about')}
        >
          {t('insights.saved.title')}
        </Header>
      }
      items={saved.data ?? []}
      loading={saved.isPending}
      loadingText={t('common.loading')}
      trackBy="id"
      ariaLabels={{ tableLabel: t('insights.saved.title') }}
      columnDefinitions={[
        {
          id: 'name',
          header: t('insights.saved.name'),
          isRowHeader: true,
          minWidth: 200,
          cell: (one) => (
            <>
              <Link href={`/insights/saved/${one.id}`} onFollow={follow}>
                {one.name}
              </Link>
              <div className="wa-soft wa-small">
                {one.description ||
                  `${listed(
                    one.query.measures.map((code) =>
                      name(
                        metrics.find((metric) => metric.code === code),
                        code,
                      ),
                    ),
                  )}, ${words.by(groupsOf(one.query))}`}
              </div>
            </>
          ),
        },
        {
          id: 'owner',
          header: t('insights.saved.owner'),
          minWidth: 120,
          cell: (one) => (
            <>
              {one.mine ? t('insights.saved.mine') : one.owner.name || t('insights.saved.somebody')}{' '}
              {one.shared && <Badge color="blue">{t('insights.saved.shared')}</Badge>}
            </>
          ),
        },
        {
          id: 'schedule',
          header: t('insights.saved.schedule'),
          minWidth: 140,
          cell: ({ schedule }) => {
            if (!schedule) return t('reports.none')
            return schedule.every === 'week'
              ? t('insights.saved.weekly', { weekday: weekdayName(String(schedule.weekday ?? 1), language) })
              : t('insights.saved.monthly', { day: schedule.day ?? 1 })
          },
        },
        { id: 'changed', header: t('insights.saved.changed'), minWidth: 120, cell: (one) => <Instant at={one.updatedAt} /> },
      ]}
      empty={<Empty title={t('insights.saved.none')} teach={t('insights.saved.teach')} />}
    />
  )
}
