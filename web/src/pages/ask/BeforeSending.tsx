import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useJoin, useOpenOn } from '../../api/inquiries'
import type { Inquiry, Item, Party, Values, Workflow } from '../../api/types'
import { useFlash } from '../../app/flash'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { saidBefore } from '../../logic/proposal'
import { InstantIn } from '../../parts/InstantIn'
import { useEvidence } from '../inquiry/useEvidence'

interface Props {
  itemId: string
  item: Item | undefined
  workflow: Workflow
  inquiry: Inquiry | undefined
  fields: Values
  /** The open inquiry that sending ran into. */
  duplicate: string | undefined
}

/** What to know before asking: that tracking answers it, that it is being asked already, and whatever else the API warns of. */
export function BeforeSending({ itemId, item, workflow, inquiry, fields, duplicate }: Props) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const evidence = useEvidence(catalogue, item)
  const open = useOpenOn(itemId)
  const answered = saidBefore(workflow, item, inquiry, catalogue.release)
  const conclusive = catalogue.replyOf(answered?.code ?? '')?.class === 'C'
  const same = inquiry?.duplicates ?? (open.data?.items ?? []).filter((one) => one.workflow === workflow.code)
  const asked = duplicate ?? same.find((one) => one.id !== inquiry?.id && one.state !== 'draft')?.id
  const warnings = (inquiry?.warnings ?? []).filter((one) => one.code === 'too-early')
  const others = [...same, ...(inquiry?.alsoOpen ?? (open.data?.items ?? []).filter((one) => one.workflow !== workflow.code))].filter(
    (one) => one.id !== inquiry?.id && one.id !== asked && one.state !== 'draft',
  )
  if (!answered && !asked && warnings.length === 0 && others.length === 0) return null
  return (
    <SpaceBetween size="s">
      {answered && (
        <Alert
          type={conclusive ? 'success' : 'info'}
          header={t(conclusive ? 'ask.answeredTitle' : 'ask.saysTitle', { reply: catalogue.reply(answered.code) })}
        >
          {t(conclusive ? 'ask.answeredText' : 'ask.saysText', { event: evidence(answered) })}
        </Alert>
      )}
      {asked && <AlreadyAsked id={asked} dueAt={same.find((one) => one.id === asked)?.dueAt} fields={fields} draft={inquiry?.id} />}
      {others.length > 0 && <AlsoOpen others={others} />}
      {warnings.map((warning) => (
        <Alert key={warning.code} type="warning">
          {t('ask.tooEarly')}
        </Alert>
      ))}
    </SpaceBetween>
  )
}

/** What else is being asked about the item: nothing stands in the way, but the customer may be told of it. */
function AlsoOpen({ others }: { others: readonly { id: string; workflow: string; dueAt: string | null; replier?: Party }[] }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { catalogue, zoneOf } = useWorkplace()
  return (
    <Alert type="info" header={t('ask.alsoOpenTitle')}>
      <ul>
        {others.map((one) => (
          <li key={one.id}>
            <Link href={`/inquiries/${one.id}`} onFollow={follow}>
              {catalogue.question(one.workflow)}
            </Link>
            {one.dueAt && (
              <>
                {' · '}
                <InstantIn at={one.dueAt} otherZone={zoneOf(one.replier)} words={(due) => t('ask.alsoOpenDue', { due })} />
              </>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

interface AskedProps {
  id: string
  dueAt: string | null | undefined
  fields: Values
  draft: string | undefined
}

function AlreadyAsked({ id, dueAt, fields, draft }: AskedProps) {
  const { t } = useTranslation()
  const follow = useFollow()
  const flash = useFlash()
  const navigate = useNavigate()
  const join = useJoin()
  const told = (code: string) => (typeof fields[code] === 'string' && fields[code] !== '' ? { [code]: String(fields[code]).trim() } : {})
  const who = { ...told('customerRef'), ...told('crmCaseId') }
  const instead = () => {
    if (Object.keys(who).length === 0) return void navigate(`/inquiries/${id}#join`) // nobody is named yet: asked for there
    join.mutate(
      { id, draft, ...who },
      {
        onSuccess: (inquiry) => {
          flash.done(t('work.joined'))
          void navigate(`/inquiries/${inquiry.id}`)
        },
        onError: flash.failed,
      },
    )
  }
  return (
    <Alert
      type="warning"
      header={t('ask.duplicateTitle')}
      action={
        <Button loading={join.isPending} formAction="none" onClick={instead}>
          {t('ask.joinInstead')}
        </Button>
      }
    >
      {t('ask.duplicateText')}{' '}
      <Link href={`/inquiries/${id}`} onFollow={follow} variant="primary">
        {t('ask.duplicateLink')}
      </Link>
      {dueAt && (
        <>
          {' · '}
          <InstantIn at={dueAt} otherZone={undefined} words={(due) => t('ask.alsoOpenDue', { due })} />
        </>
      )}
    </Alert>
  )
}
