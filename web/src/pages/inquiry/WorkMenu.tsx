import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { useSaveHistory } from '../../api/inquiries'
import type { Inquiry } from '../../api/types'
import { useCommands } from '../../app/commands'
import { useFlash } from '../../app/flash'
import { useHeld } from '../../app/outbox'
import { useWorkplace } from '../../app/workplace'
import { useSession } from '../../auth/SessionContext'
import type { Catalogue } from '../../logic/catalogue'
import type { Dialog } from './dialogs/WorkDialog'
import { StepProblems } from './StepProblems'
import { useStep } from './useStep'

const WorkDialog = lazy(() => import('./dialogs/WorkDialog'))

/** Who works on it, and what is done seldom: everything the API allows besides the next step. */
export function WorkMenu({ inquiry, catalogue }: { inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { can: has } = useWorkplace()
  const { session } = useSession()
  const step = useStep(inquiry, 'assign')
  const waits = useHeld(inquiry.id, 'assign') !== undefined
  const save = useSaveHistory(inquiry.id, `${inquiry.itemId}-${inquiry.workflow}-${inquiry.id.slice(-6)}`)
  const can = (action: string) => inquiry.actions.includes(action)
  const asked = useLocation().hash === '#join' && can('join') // the way here from a question that is being asked already
  const [dialog, setDialog] = useState<Dialog | undefined>(asked ? 'join' : undefined)
  const mine = Boolean(inquiry.assignee?.subject) && inquiry.assignee?.subject === session.subject()

  const assign = async (agent: 'me' | '') => {
    if (await step.take({ do: 'assign', agent })) flash.done(t(agent ? 'work.taken' : 'work.released'))
  }
  const items = [
    has('supervisor') && can('assign') && { id: 'assign', text: t('work.assign') },
    can('handOver') && { id: 'handOver', text: t('work.handOver') },
    can('join') && { id: 'join', text: t('work.join') },
    can('merge') && { id: 'merge', text: t('work.merge') },
    can('close') && inquiry.state !== 'replied' && { id: 'withdraw', text: t('work.withdraw') },
    { id: 'csv', text: t('work.csv') },
    { id: 'json', text: t('work.json') },
  ].filter((item) => item !== false)
  const choose = (id: string) => {
    if (id === 'csv' || id === 'json') save.mutate(id, { onError: flash.failed })
    else setDialog(id as Dialog)
  }
  const takes = can('assign') && !mine && !waits
  useCommands([
    takes && has('supervisor')
      ? { id: 'assign', label: t('work.assign'), group: 'inquiry', keys: 'a', run: () => setDialog('assign') }
      : takes && !inquiry.assignee && { id: 'assign', label: t('work.take'), group: 'inquiry', keys: 'a', run: () => void assign('me') },
    can('assign') && mine && !waits && { id: 'release', label: t('work.release'), group: 'inquiry', keys: 'a', run: () => void assign('') },
    ...items
      .filter(({ id }) => id !== 'assign')
      .map(({ id, text }) => ({ id: `work.${id}`, label: text, group: 'inquiry' as const, run: () => choose(id) })),
  ])
  const buttons = (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {inquiry.assignee && (
        <span className="wa-soft">{mine ? t('work.byMe') : t('work.workedOnBy', { agent: inquiry.assignee.name })}</span>
      )}
      {can('assign') && !inquiry.assignee && (
        <Button iconName="user-profile" loading={step.pending} disabled={waits} onClick={() => void assign('me')}>
          {t('work.take')}
        </Button>
      )}
      {can('assign') && inquiry.assignee && (mine || has('supervisor')) && (
        <Button loading={step.pending} disabled={waits} onClick={() => void assign('')}>
          {t('work.release')}
        </Button>
      )}
      {can('readdress') && (
        <Button variant="primary" onClick={() => setDialog('readdress')}>
          {t('work.readdress')}
        </Button>
      )}
      <ButtonDropdown items={items} onItemClick={({ detail }) => choose(detail.id)} loading={save.isPending} expandToViewport>
        {t('work.menu')}
      </ButtonDropdown>
      {dialog && (
        <Suspense>
          <WorkDialog kind={dialog} inquiry={inquiry} catalogue={catalogue} onClose={() => setDialog(undefined)} />
        </Suspense>
      )}
    </SpaceBetween>
  )
  const problem = Boolean(step.error) || step.conflict !== undefined
  return (
    <>
      {buttons}
      {problem && (
        <div role="alert">
          <StepProblems error={step.error} conflict={step.conflict} inquiry={inquiry} catalogue={catalogue} />
        </div>
      )}
    </>
  )
}
