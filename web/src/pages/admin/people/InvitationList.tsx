import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Header from '@cloudscape-design/components/header'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Invitation, useInvitations, useSendInvitation } from '../../../api/invitations'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { formatDay, formatInstant } from '../../../logic/instant'
import { endOf, inOrder, type Step, stepsOf } from '../../../logic/invitations'
import { Empty } from '../../../parts/Empty'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { InviteForm } from './InviteForm'
import { useLetterWords } from './useLetterWords'
import { WithdrawInvitation } from './WithdrawInvitation'

const LOOKS: Record<Invitation['state'], StatusIndicatorProps.Type> = {
  waiting: 'pending',
  expired: 'warning',
  takenUp: 'success',
  withdrawn: 'stopped',
}

interface Props {
  narrow: boolean
  onInvite(): void
}

/** Whom one's own post has invited, and what became of it. */
export function InvitationList({ narrow, onInvite }: Props) {
  const { t } = useTranslation()
  const flash = useFlash()
  const letterWords = useLetterWords()
  const { zone, language, callCentre } = useWorkplace()
  const invitations = useInvitations()
  const send = useSendInvitation()
  const [doing, setDoing] = useState<{ step: 'change' | 'withdraw'; of: Invitation }>()
  if (invitations.error && !invitations.data) return <ProblemAlert error={invitations.error} retry={() => void invitations.refetch()} />
  const all = inOrder(invitations.data?.items ?? [])
  const most = invitations.data?.terms.maxLetters ?? 0
  const close = () => setDoing(undefined)

  const state = (one: Invitation) => (
    <>
      <StatusIndicator type={LOOKS[one.state]}>{t(`people.invitations.state.${one.state}`)}</StatusIndicator>
      <div className="wa-soft wa-small">
        {one.state === 'waiting'
          ? t('people.invitations.until', { time: formatInstant(one.endsAt, zone, language) })
          : formatInstant(endOf(one), zone, language)}
      </div>
      {one.state === 'waiting' && one.letter !== 'sent' && (
        <StatusIndicator type="error">{t(`people.invitations.letter.${one.letter}`)}</StatusIndicator>
      )}
    </>
  )
  const rights = (one: Invitation) => (
    <>
      {one.roles.map((role) => (
        <div key={role}>{t(`role.${role as 'agent'}`, { defaultValue: role })}</div>
      ))}
      <div className="wa-soft wa-small">{one.callCentres.map((id) => callCentre(id)?.city ?? id).join(', ')}</div>
    </>
  )
  const by = (one: Invitation) => (
    <>
      {formatDay(one.invitedAt, zone, language)}
      <div className="wa-soft wa-small">{one.invitedBy.name}</div>
    </>
  )
  const steps = (one: Invitation) => {
    const able = stepsOf(one, most)
    if (able.length === 0) return null
    return (
      <ButtonDropdown
        variant="icon"
        ariaLabel={t('people.invitations.steps', { name: one.name })}
        expandToViewport
        loading={send.isPending && send.variables.id === one.id}
        items={able.map((id) => ({ id, text: t(`people.invitations.step.${id}`) }))}
        onItemClick={({ detail }) => {
          const step = detail.id as Step
          if (step === 'send') send.mutate(one, { onSuccess: letterWords, onError: flash.failed })
          else setDoing({ step, of: one })
        }}
      />
    )
  }
  return (
    <>
      <Table<Invitation>
        header={
          <Header
            counter={invitations.data ? `(${all.filter((one) => one.state === 'waiting').length})` : ''}
            description={t('people.invitations.about', { days: invitations.data?.terms.keptDays ?? 30 })}
          >
            {t('people.invitations.title')}
          </Header>
        }
        items={all}
        trackBy="id"
        loading={invitations.isPending}
        loadingText={t('common.loading')}
        wrapLines
        ariaLabels={{ tableLabel: t('people.invitations.title') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('people.name'),
            isRowHeader: true,
            minWidth: 160,
            cell: (one) => (
              <>
                {one.name}
                <div className="wa-soft wa-small wa-anywhere">{one.email}</div>
                {narrow && state(one)}
                {narrow && rights(one)}
              </>
            ),
          },
          { id: 'steps', header: t('people.actions'), width: 90, cell: steps },
          { id: 'state', header: t('people.invitations.stateColumn'), minWidth: 170, cell: state },
          { id: 'rights', header: t('people.roles'), minWidth: 150, cell: rights },
          { id: 'by', header: t('people.invitations.by'), minWidth: 130, cell: by },
        ]}
        columnDisplay={['name', 'steps', 'state', 'rights', 'by'].map((id) => ({
          id,
          visible: !narrow || id === 'name' || id === 'steps',
        }))}
        empty={
          <Empty title={t('people.invitations.none')} teach={t('people.invitations.noneText')}>
            <Button onClick={onInvite}>{t('people.invitations.add')}</Button>
          </Empty>
        }
      />
      {doing?.step === 'change' && (
        <InviteForm of={all.find(({ id }) => id === doing.of.id) ?? doing.of} reload={() => void invitations.refetch()} onClose={close} />
      )}
      {doing?.step === 'withdraw' && <WithdrawInvitation of={doing.of} onClose={close} />}
    </>
  )
}
