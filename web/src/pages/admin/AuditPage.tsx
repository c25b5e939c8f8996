import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useAudit } from '../../api/admin'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { NotYours } from './NotYours'

/** Who of one's own post looked at an inquiry. */
export default function AuditPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { id = '' } = useParams()
  const { can } = useWorkplace()
  const administers = can('operator-administrator')
  const audit = useAudit(administers ? id : '')
  usePageTitle(t('audit.title'))
  if (!administers) return <NotYours />
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={t('audit.about')}
        actions={
          <Link href={`/inquiries/${id}`} onFollow={follow}>
            {t('audit.inquiry')}
          </Link>
        }
      >
        {t('audit.title')}
      </Header>
      {audit.error && !audit.data ? (
        <ProblemAlert error={audit.error} retry={() => void audit.refetch()} />
      ) : (
        <Table
          items={audit.data ?? []}
          loading={audit.isPending}
          loadingText={t('common.loading')}
          ariaLabels={{ tableLabel: t('audit.title') }}
          empty={t('audit.none')}
          columnDefinitions={[
            { id: 'at', header: t('audit.at'), isRowHeader: true, cell: (one) => <Instant at={one.at} /> },
            { id: 'by', header: t('audit.by'), cell: (one) => (typeof one.by === 'string' ? one.by : one.by.name || one.by.subject) },
          ]}
        />
      )}
    </SpaceBetween>
  )
}
