import Alert, { type AlertProps } from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { partnerOf } from '../../logic/conversation'
import { formatInstant } from '../../logic/instant'
import { isOurs, type NextStep, nextStep } from '../../logic/nextStep'

/** Steps that a button starts. */
export const STARTS: readonly NextStep[] = [
  'confirm',
  'answer',
  'answerOverdue',
  'answerHeld',
  'supplement',
  'readAndClose',
  'readAndGoOn',
  'escalateOrWait',
  'escalateOverdue',
  'closeOrWait',
]
const LOUD: readonly NextStep[] = ['answerOverdue', 'escalateOverdue', 'unroutable']

/** What to do next, always in sight. */
export function NextStepBox({ inquiry, onStart }: { inquiry: Inquiry; onStart(): void }) {
  const { t } = useTranslation()
  const { partyName, zone, language } = useWorkplace()
  const step = nextStep(inquiry)
  const words = { partner: partyName(partnerOf(inquiry)), due: inquiry.dueAt ? formatInstant(inquiry.dueAt, zone, language) : '' }
  const done = inquiry.state === 'closed' && !inquiry.mergedInto
  const type: AlertProps.Type = LOUD.includes(step) ? 'warning' : done ? 'success' : 'info'
  return (
    <div className={isOurs(step) ? 'wa-next wa-next-ours' : 'wa-next'} data-testid="next-step">
      <Alert
        type={type}
        header={t(`next.${step}.title`, words)}
        action={
          STARTS.includes(step) ? (
            <Button variant="primary" onClick={onStart}>
              {t(`next.${step}.button` as 'next.answer.button')}
            </Button>
          ) : undefined
        }
      >
        {t(`next.${step}.text`, words)}
      </Alert>
    </div>
  )
}
