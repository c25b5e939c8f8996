import Alert, { type AlertProps } from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { partnerOf } from '../../logic/conversation'
import { formatInstant } from '../../logic/instant'
import { isOurs, type NextStep, nextStep } from '../../logic/nextStep'

const STARTS: readonly NextStep[] = ['answer', 'answerOverdue', 'supplement', 'readAndClose', 'closeOrWait']

/** What to do next, always in sight. */
export function NextStepBox({ inquiry, onStart }: { inquiry: Inquiry; onStart(): void }) {
  const { t } = useTranslation()
  const { partyName, zone, language } = useWorkplace()
  const step = nextStep(inquiry)
  const words = { partner: partyName(partnerOf(inquiry)), due: inquiry.dueAt ? formatInstant(inquiry.dueAt, zone, language) : '' }
  const type: AlertProps.Type =
    step === 'answerOverdue' || step === 'unroutable' ? 'warning' : inquiry.state === 'closed' ? 'success' : 'info'
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
