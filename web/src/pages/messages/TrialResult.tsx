import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useTranslation } from 'react-i18next'
import type { Trial } from '../../api/messages'
import { type Place, placeOf } from '../../logic/messageText'

interface Props {
  trial: Trial
  /** What was tried. */
  text: string
  /** The text has changed since. */
  stale: boolean
  /** Where there is an editor to go to. */
  onGo?: (place: Place) => void
}

interface Fault {
  key: string
  what: string
  reason: string
  segment: string
  original: string
}

/** What would become of the text, with a way to each fault in it. */
export function TrialResult({ trial, text, stale, onGo }: Props) {
  const { t } = useTranslation()
  const refusal = trial.refusal
  const envelope = refusal && trial.events === 0
  const faults: Fault[] = envelope
    ? refusal.errors.map((one) => ({
        key: one.field + one.reason,
        what: one.field,
        reason: one.reason,
        segment: `${one.field} ${one.reason}`,
        original: '',
      }))
    : trial.outcomes
        .filter((one) => one.outcome === 'rejected')
        .map((one) => ({
          key: String(one.index),
          what: t('messages.record', { place: one.index + 1 }),
          reason: one.reason,
          segment: one.segment,
          original: one.segment.startsWith('segment') ? '' : one.original,
        }))
  const header = refusal
    ? t('messages.wouldBeRefused')
    : trial.rejected > 0
      ? t('messages.wouldBePart', { count: trial.events, rejected: trial.rejected })
      : t('messages.wouldBe', { count: trial.events })
  return (
    <Alert type={refusal ? 'error' : trial.rejected > 0 ? 'warning' : 'success'} header={header}>
      {stale && <div>{t('messages.checkFirst')}</div>}
      {envelope && <div lang="en">{refusal.detail}</div>}
      {!refusal && trial.rejected > 0 && <div>{t('messages.wouldBePartText')}</div>}
      <ul className="wa-missing">
        {faults.map((fault) => {
          const place = stale || !onGo ? undefined : placeOf(text, fault)
          return (
            <li key={fault.key}>
              {fault.what}: <span lang="en">{fault.reason}</span>
              {place && (
                <>
                  {' · '}
                  <Button variant="inline-link" ariaLabel={t('messages.goToLabel', { line: place.line })} onClick={() => onGo?.(place)}>
                    {t('messages.goTo', { line: place.line })}
                  </Button>
                </>
              )}
            </li>
          )
        })}
      </ul>
    </Alert>
  )
}
