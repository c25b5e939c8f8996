import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useTranslation } from 'react-i18next'
import { useCentres } from '../../api/directory'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { matches } from '../../logic/filter'
import { formatWallClock } from '../../logic/instant'
import { languageNames } from '../../logic/languages'
import { Empty } from '../../parts/Empty'
import { OpenNow } from '../../parts/OpenNow'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { useInAddress } from '../../parts/useInAddress'
import { usePageTitle } from '../../parts/usePageTitle'

/** Every call centre of the exchange: where it is, what time it is there, when it works and in which languages. */
export default function PartnersPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { operatorName, operator, country, language } = useWorkplace()
  const centres = useCentres()
  const [wanted, setWanted] = useInAddress('q')
  usePageTitle(t('partners.title'))
  if (centres.error && !centres.data) return <ProblemAlert error={centres.error} retry={() => void centres.refetch()} />
  const all = centres.data?.items ?? []
  const shown = all.filter((one) =>
    matches(wanted, one.name, one.city, operatorName(one.operator), country(operator(one.operator)?.country)),
  )
  return (
    <Table
      variant="full-page"
      wrapLines
      header={
        <Header variant="awsui-h1-sticky" counter={`(${all.length})`} description={t('partners.about')}>
          {t('partners.title')}
        </Header>
      }
      filter={
        <TextFilter
          filteringText={wanted}
          filteringPlaceholder={t('partners.find')}
          filteringAriaLabel={t('partners.find')}
          countText={wanted ? t('partners.found', { count: shown.length }) : ''}
          onChange={({ detail }) => setWanted(detail.filteringText)}
        />
      }
      items={shown}
      trackBy="id"
      ariaLabels={{ tableLabel: t('partners.title') }}
      columnDefinitions={[
        {
          id: 'operator',
          header: t('partners.operator'),
          isRowHeader: true,
          cell: (one) => (
            <>
              {operatorName(one.operator)}
              <div className="wa-soft wa-small">{country(operator(one.operator)?.country)}</div>
            </>
          ),
        },
        {
          id: 'centre',
          header: t('partner.centre'),
          cell: (one) => (
            <>
              <Link href={`/partners/${one.id}`} onFollow={follow}>
                {one.city}
              </Link>
              <div className="wa-soft wa-small">{one.name}</div>
            </>
          ),
        },
        { id: 'time', header: t('partner.localTime'), minWidth: 170, cell: (one) => formatWallClock(one.localTime, language) },
        { id: 'now', header: t('partner.now'), minWidth: 190, cell: (one) => <OpenNow centre={one} /> },
        { id: 'languages', header: t('partner.languages'), cell: (one) => languageNames(one.languages ?? [], language) },
      ]}
      empty={<Empty title={t('partners.empty')} teach={t('partners.teach')} />}
    />
  )
}
