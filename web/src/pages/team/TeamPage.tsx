import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useDesk } from '../../api/team'
import { useWorkplace } from '../../app/workplace'
import { formatInstant, zoneCity } from '../../logic/instant'
import { NOBODY, toBeDone } from '../../logic/team'
import { CentreChoice, useLedCentre } from '../../parts/CentreChoice'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { NotYours } from '../admin/NotYours'
import { Ageing } from './Ageing'
import { Figures } from './Figures'
import { People } from './People'
import { Work } from './Work'

/** A supervisor's desk: who works on what, what nobody has, what was done today; work is given from here. */
export default function TeamPage() {
  const { t } = useTranslation()
  const { can, language } = useWorkplace()
  const [address, setAddress] = useSearchParams()
  const { centre, zone, centres } = useLedCentre()
  const agent = address.get('agent') ?? ''
  const desk = useDesk(centre)
  usePageTitle(t('team.title'))
  if (!can('supervisor', 'operator-administrator')) return <NotYours />
  const show = (change: { centre?: string; agent?: string }) => {
    const next = { centre: address.get('centre') ?? '', agent, ...change }
    setAddress(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')), { replace: true })
  }
  const total = toBeDone(desk.data?.folders ?? [])
  const named = desk.data?.people.find((one) => one.subject === agent)
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={t('team.about')}
        actions={<CentreChoice centre={centre} centres={centres} onChoose={(next) => show({ centre: next, agent: '' })} />}
      >
        {t('team.title')}
      </Header>
      {desk.error && !desk.data && <ProblemAlert error={desk.error} retry={() => void desk.refetch()} />}
      {desk.isPending && centre !== '' && <Loading />}
      {desk.data && (
        <SpaceBetween size="l">
          {!desk.data.complete && <Alert type="info">{t('team.partial', { count: desk.data.examined, total })}</Alert>}
          {!desk.data.todayComplete && <Alert type="info">{t('team.partialDay', { count: 2000 })}</Alert>}
          <Figures desk={desk.data} total={total} />
          <People desk={desk.data} chosen={agent} choose={(subject) => show({ agent: subject })} />
          {agent !== '' && (
            <Work
              key={`${centre} ${agent}`}
              centre={centre}
              agent={agent}
              title={agent === NOBODY ? t('team.workOfNobody') : t('team.workOf', { name: named?.name ?? t('team.gone') })}
              people={desk.data.people}
              onShut={() => show({ agent: '' })}
            />
          )}
          <Ageing ageing={desk.data.ageing} />
          <Box color="text-body-secondary" fontSize="body-s">
            {t('team.asOf', { time: formatInstant(desk.data.since, zone, language), city: zoneCity(zone) })}
          </Box>
        </SpaceBetween>
      )}
    </SpaceBetween>
  )
}
