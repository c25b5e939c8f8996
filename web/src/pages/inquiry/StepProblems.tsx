import Alert from '@cloudscape-design/components/alert'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Happening, Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { partnerOf } from '../../logic/conversation'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'

interface Props {
  error: unknown
  conflict: Happening[] | undefined
  inquiry: Inquiry
  catalogue: Catalogue
  /** What was typed, where the form for it is gone. */
  children?: ReactNode
}

/** Why a step was not taken: somebody was quicker, or anything else. What was typed stays in the form. */
export function StepProblems({ error, conflict, inquiry, catalogue, children }: Props) {
  const { t } = useTranslation()
  const { operatorName, zoneOf } = useWorkplace()
  if (conflict) {
    return (
      <Alert type="warning" header={t('conflict.title')}>
        {t(children ? 'conflict.gone' : 'conflict.text')}
        <ul className="wa-missing">
          {conflict.map((one) => (
            <li key={one.seq}>
              {t(`happened.${one.kind}` as 'happened.replied', {
                who: one.actor?.name || operatorName(one.actor?.operator) || t('conflict.somebody'),
                reply: catalogue.reply(one.reply?.code),
                defaultValue: t('happened.edited', { who: operatorName(one.actor?.operator) }),
              })}
              , <Instant at={one.at} otherZone={zoneOf(partnerOf(inquiry))} />
            </li>
          ))}
        </ul>
        {children}
      </Alert>
    )
  }
  return error ? <ProblemAlert error={error} header={t('form.notSent')} /> : null
}
