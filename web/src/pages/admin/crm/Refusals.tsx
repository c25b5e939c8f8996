import { useTranslation } from 'react-i18next'
import type { Integration } from '../../../api/crm'
import { useWorkplace } from '../../../app/workplace'
import { formatInstant } from '../../../logic/instant'

/** How often events were refused at the door, each reason once. */
export function Refusals({ of }: { of: Integration }) {
  const { t } = useTranslation()
  const { zone, language } = useWorkplace()
  const reasons = new Map<string, { number: number; last: string }>()
  for (const { reason, count, last } of of.refused ?? []) {
    const before = reasons.get(reason)
    reasons.set(reason, { number: (before?.number ?? 0) + count, last: before && before.last > last ? before.last : last })
  }
  if (reasons.size === 0) return <>{t('crm.never')}</>
  return (
    <ul className="wa-plain">
      {[...reasons].map(([reason, { number, last }]) => (
        <li key={reason} className="wa-small">
          {t('crm.refusedAt', {
            reason: t(`crm.door.${reason as 'signature-old'}`, { defaultValue: reason }),
            number,
            time: formatInstant(last, zone, language),
          })}
        </li>
      ))}
    </ul>
  )
}
