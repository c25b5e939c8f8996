import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import { useTranslation } from 'react-i18next'
import { useCentre } from '../../api/directory'
import type { Inquiry } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { partnerOf } from '../../logic/conversation'
import { daysAhead } from '../../logic/daysAhead'
import { formatDate, formatWallClock } from '../../logic/instant'
import { languageNames } from '../../logic/languages'
import { OpenNow } from '../../parts/OpenNow'

/** Days with other hours that are told. */
const AHEAD = 3

/** Who is at the other end, and whether anybody is there now. */
export function PartnerCard({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { operator, partyName, country, language } = useWorkplace()
  const party = partnerOf(inquiry)
  const centre = useCentre(party.centre || operator(party.operator)?.defaultCentre).data
  const about = operator(party.operator)
  const today = centre?.localTime.slice(0, 10) ?? ''
  const ahead = centre ? daysAhead(centre.calendar, today, AHEAD) : []
  return (
    <Container header={<Header variant="h2">{partyName(party)}</Header>}>
      <KeyValuePairs
        columns={2}
        minColumnWidth={150}
        items={[
          {
            label: t('partner.centre'),
            value: centre ? (
              <>
                <Link href={`/partners/${centre.id}`} onFollow={follow}>
                  {centre.city}
                </Link>
                <div className="wa-soft wa-small">{country(about?.country)}</div>
              </>
            ) : (
              t('partner.notYet')
            ),
          },
          { label: t('partner.localTime'), value: centre?.localTime ? formatWallClock(centre.localTime, language) : '–' },
          {
            label: t('partner.now'),
            value: centre ? <OpenNow centre={centre} /> : '–',
          },
          { label: t('partner.languages'), value: languageNames(centre?.languages ?? about?.languages ?? [], language) },
        ]}
      />
      {ahead.length > 0 && (
        <Box padding={{ top: 'm' }}>
          <Box variant="awsui-key-label">{t('partner.ahead')}</Box>
          <ul className="wa-plain">
            {ahead.map(({ date, hours }) => (
              <li key={date}>
                {formatDate(date, language)}: {hours.join(', ') || t('partners.shut')}
              </li>
            ))}
          </ul>
        </Box>
      )}
    </Container>
  )
}
