import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useCentre } from '../../api/directory'
import type { CentreDetails } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatDate, formatWallClock } from '../../logic/instant'
import { languageNames } from '../../logic/languages'
import { weekWords } from '../../logic/weekWords'
import { Loading } from '../../parts/Loading'
import { OpenNow } from '../../parts/OpenNow'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'

const SHOWN = 6

/** The reference card of one call centre: hours, holidays ahead, languages. */
export default function PartnerPage() {
  const { id = '' } = useParams()
  const centre = useCentre(id)
  if (centre.error && !centre.data) return <ProblemAlert error={centre.error} retry={() => void centre.refetch()} />
  return centre.data ? <Loaded centre={centre.data} /> : <Loading />
}

function Loaded({ centre }: { centre: CentreDetails }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { operatorName, operator, country, language, catalogue } = useWorkplace()
  const today = centre.localTime.slice(0, 10)
  const ahead = centre.calendar.holidays.filter((day) => day >= today).slice(0, SHOWN)
  const special = Object.entries(centre.calendar.special ?? {}).filter(([day]) => day >= today)
  usePageTitle(`${centre.city}, ${operatorName(centre.operator)}`)
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('partners.title'), href: '/partners' },
          { text: centre.city, href: `/partners/${centre.id}` },
        ]}
      />
      <Header variant="h1" description={[operatorName(centre.operator), country(operator(centre.operator)?.country)].join(', ')}>
        {centre.name}
      </Header>
      <Container>
        <KeyValuePairs
          columns={4}
          items={[
            { label: t('partner.now'), value: <OpenNow centre={centre} /> },
            { label: t('partner.localTime'), value: formatWallClock(centre.localTime, language) },
            { label: t('partner.languages'), value: languageNames(centre.languages, language) },
            { label: t('partners.services'), value: centre.products.map((code) => catalogue.product(code)).join(', ') },
          ]}
        />
      </Container>
      <ColumnLayout columns={2}>
        <Container
          header={
            <Header variant="h2" description={t('partners.hoursHelp', { zone: centre.calendar.timeZone })}>
              {t('partners.hours')}
            </Header>
          }
        >
          <span className="wa-pre">{weekWords(centre.calendar.week, language)}</span>
        </Container>
        <Container header={<Header variant="h2">{t('partners.holidays')}</Header>}>
          {ahead.length === 0 ? t('partners.noHolidays') : null}
          <ul className="wa-plain">
            {ahead.map((day) => (
              <li key={day}>{formatDate(day, language)}</li>
            ))}
          </ul>
          {special.length > 0 && (
            <>
              <h3>{t('partners.special')}</h3>
              <ul className="wa-plain">
                {special.map(([day, spans]) => (
                  <li key={day}>
                    {formatDate(day, language)}: {spans.map((span) => span.join('–')).join(', ') || t('partners.shut')}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Container>
      </ColumnLayout>
    </SpaceBetween>
  )
}
