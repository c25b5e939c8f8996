import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { Review } from '../../api/quality'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatPercent } from '../../logic/percent'
import { Empty } from '../../parts/Empty'
import { useWeekWords } from './words'

interface Props {
  title: string
  reviews: readonly Review[]
  loading: boolean
  none: { title: string; text: string }
}

/** Reviews with how far each is, those without points first. */
export function ReviewTable({ title, reviews, loading, none }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { language } = useWorkplace()
  const weekWords = useWeekWords()
  const state = (one: Review) => {
    if (one.answeredAt) return <StatusIndicator type="success">{t('quality.answered')}</StatusIndicator>
    if (one.reviewedAt) return <StatusIndicator type="success">{t('quality.done')}</StatusIndicator>
    return <StatusIndicator type="pending">{t('quality.open')}</StatusIndicator>
  }
  return (
    <Table<Review>
      header={
        <Header variant="h2" counter={`(${reviews.length})`}>
          {title}
        </Header>
      }
      items={[...reviews].sort((a, b) => Number(Boolean(a.reviewedAt)) - Number(Boolean(b.reviewedAt)))}
      trackBy="id"
      loading={loading}
      loadingText={t('common.loading')}
      wrapLines
      enableKeyboardNavigation
      ariaLabels={{ tableLabel: title }}
      columnDefinitions={[
        {
          id: 'person',
          header: t('quality.person'),
          isRowHeader: true,
          minWidth: 160,
          cell: (one) => (
            <>
              <Link href={`/quality/${one.id}`} onFollow={follow} ariaLabel={t('quality.showOf', { name: one.agentName })}>
                {one.agentName || one.agent}
              </Link>
              <div className="wa-soft wa-small">{t(`quality.side.${one.side}`)}</div>
            </>
          ),
        },
        { id: 'week', header: t('quality.week'), minWidth: 100, cell: (one) => weekWords(one.week) },
        { id: 'why', header: t('quality.why'), minWidth: 120, cell: (one) => t(`quality.because.${one.why}`) },
        { id: 'state', header: t('quality.state'), minWidth: 150, cell: state },
        {
          id: 'points',
          header: t('quality.points'),
          minWidth: 90,
          cell: (one) => (one.percent === null ? <span className="wa-soft">–</span> : formatPercent(one.percent, language)),
        },
      ]}
      empty={<Empty title={none.title} teach={none.text} />}
    />
  )
}
