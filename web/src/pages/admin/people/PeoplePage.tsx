import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Person, usePeople } from '../../../api/people'
import { useWorkplace } from '../../../app/workplace'
import { matches } from '../../../logic/filter'
import { formatDate } from '../../../logic/instant'
import { languageNames } from '../../../logic/languages'
import { Empty } from '../../../parts/Empty'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { useInAddress } from '../../../parts/useInAddress'
import { useMedia } from '../../../parts/useMedia'
import { usePageTitle } from '../../../parts/usePageTitle'
import { NotYours } from '../NotYours'
import { InvitationList } from './InvitationList'
import { InviteForm } from './InviteForm'
import { PersonForm } from './PersonForm'

/** Everybody of one's own post: where they work, what they may do, when they were here last; and who is invited. */
export default function PeoplePage() {
  const { t } = useTranslation()
  const { can, language, callCentre } = useWorkplace()
  const people = usePeople()
  const [typed, setTyped] = useInAddress('q')
  const [everybody, setEverybody] = useInAddress('everybody')
  const inactive = everybody !== ''
  const [changing, setChanging] = useState<Person>()
  const [inviting, setInviting] = useState(false)
  const narrow = useMedia('(max-width: 688px)') // then a row says beneath the name what other columns do
  usePageTitle(t('people.title'))
  if (!can('operator-administrator')) return <NotYours />
  if (people.error && !people.data) return <ProblemAlert error={people.error} retry={() => void people.refetch()} />
  const all = (people.data ?? []).filter((one) => inactive || one.administration.active)
  const shown = all.filter((one) => matches(typed, one.name, one.administration.email))
  const roles = ({ administration }: Person) => (
    <>
      {administration.roles.map((one) => (
        <div key={one}>{t(`role.${one as 'agent'}`, { defaultValue: one })}</div>
      ))}
      {!administration.rolesSet && <div className="wa-soft wa-small">{t('people.fromProvider')}</div>}
    </>
  )
  const centres = (one: Person) =>
    one.callCentres.length === 0 ? (
      <span className="wa-soft">{t('people.noCentre')}</span>
    ) : (
      one.callCentres.map((id) => <div key={id}>{callCentre(id)?.city ?? id}</div>)
    )
  const access = ({ administration }: Person) => (
    <StatusIndicator type={administration.active ? 'success' : 'stopped'}>
      {t(administration.active ? 'people.active' : 'people.out')}
    </StatusIndicator>
  )
  return (
    <SpaceBetween size="l">
      <Table<Person>
        variant="full-page"
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={people.data ? `(${all.length})` : ''}
            description={t('people.about')}
            actions={
              <Button variant="primary" onClick={() => setInviting(true)}>
                {t('people.invitations.add')}
              </Button>
            }
          >
            {t('people.title')}
          </Header>
        }
        filter={
          <SpaceBetween size="s">
            <TextFilter
              filteringText={typed}
              filteringPlaceholder={t('people.find')}
              filteringAriaLabel={t('people.find')}
              onChange={({ detail }) => setTyped(detail.filteringText)}
            />
            <Checkbox checked={inactive} onChange={({ detail }) => setEverybody(detail.checked ? 'yes' : '')}>
              {t('people.inactive')}
            </Checkbox>
          </SpaceBetween>
        }
        items={shown}
        trackBy="subject"
        loading={people.isPending}
        loadingText={t('common.loading')}
        wrapLines
        ariaLabels={{ tableLabel: t('people.title') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('people.name'),
            isRowHeader: true,
            minWidth: 160,
            cell: (one) => (
              <>
                {one.name}
                <div className="wa-soft wa-small wa-anywhere">{one.administration.email}</div>
                {narrow && roles(one)}
                {narrow && <div className="wa-small">{centres(one)}</div>}
                {narrow && !one.administration.active && access(one)}
              </>
            ),
          },
          {
            id: 'edit',
            header: t('people.actions'),
            minWidth: 100,
            cell: (one) => (
              <Button variant="inline-link" ariaLabel={t('people.editOf', { name: one.name })} onClick={() => setChanging(one)}>
                {t('people.edit')}
              </Button>
            ),
          },
          {
            id: 'roles',
            header: t('people.roles'),
            minWidth: 150,
            cell: roles,
          },
          {
            id: 'centres',
            header: t('people.centres'),
            minWidth: 140,
            cell: centres,
          },
          {
            id: 'seen',
            header: t('people.seen'),
            minWidth: 110,
            cell: ({ administration }) =>
              administration.lastSeenOn ? (
                <>
                  {formatDate(administration.lastSeenOn, language)}
                  {administration.language && <div className="wa-soft wa-small">{languageNames([administration.language], language)}</div>}
                </>
              ) : (
                <span className="wa-soft">{t('people.never')}</span>
              ),
          },
          {
            id: 'state',
            header: t('people.state'),
            minWidth: 150,
            cell: access,
          },
        ]}
        columnDisplay={['name', 'edit', 'roles', 'centres', 'seen', 'state'].map((id) => ({
          id,
          visible: !narrow || id === 'name' || id === 'edit',
        }))}
        empty={<Empty title={t('people.none')} teach={t(typed ? 'people.noneFound' : 'people.noneText')} />}
      />
      <InvitationList narrow={narrow} onInvite={() => setInviting(true)} />
      {inviting && <InviteForm onClose={() => setInviting(false)} />}
      {changing && (
        <PersonForm
          person={(people.data ?? []).find((one) => one.subject === changing.subject) ?? changing}
          reload={() => void people.refetch()}
          onClose={() => setChanging(undefined)}
        />
      )}
    </SpaceBetween>
  )
}
