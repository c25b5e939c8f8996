import { useTranslation } from 'react-i18next'
import type { SignalCard, SignalWhere } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { formatDate } from '../../logic/instant'
import { valueText } from '../../logic/signals'

type About = 'operator' | 'centre' | 'link' | 'product'
type Side = 'replier' | 'requester'
export type Metric =
  | 'on-time-reply'
  | 'time-to-reply'
  | 'time-to-open'
  | 'requests'
  | 'outstanding'
  | 'returned-for-information'
  | 'first-level-resolution'

/** A signal in the reader's words. */
export function useSignalWords() {
  const { t } = useTranslation()
  const { language, operatorName, callCentre, catalogue } = useWorkplace()
  const centreName = (id: string) => callCentre(id)?.name ?? id
  const productName = (code: string) => catalogue.product(code) || code
  const names: Record<string, (name: string) => string> = { centre: centreName, link: operatorName, product: productName }
  const value = (unit: string, one: number) => valueText(unit, one, language)
  const day = (week: string) => formatDate(week, language)
  const short = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return {
    value,
    day,
    short: (week: string) => short.format(new Date(week)),
    metric: (one: Pick<SignalCard, 'metric'>) => t(`reporting.metric.${one.metric as Metric}`),
    /** Whom it is about, and on which side. */
    subject: ({ subject, side }: Pick<SignalCard, 'subject' | 'side'>) =>
      t(`signals.of.${subject.about as About}.${side as Side}`, {
        name: names[subject.about]?.(subject.name) ?? operatorName(subject.operator),
        own: operatorName(subject.operator),
      }),
    /** Whom it is about, on whichever side. */
    about: ({ subject }: Pick<SignalCard, 'subject'>) => names[subject.about]?.(subject.name) ?? operatorName(subject.operator),
    /** How much it has changed. */
    says: (one: SignalCard) => {
      const reading = one.metric === 'time-to-open' && one.side === 'requester' // what the one who asks opens are replies
      return t(`signals.says.${reading ? 'time-to-read' : (one.metric as Metric)}`, {
        value: value(one.unit, one.value),
        expected: value(one.unit, one.expected),
      })
    },
    when: (one: SignalCard) =>
      one.ended ? t('signals.until', { from: day(one.since), to: day(one.ended) }) : t('signals.sinceDay', { date: day(one.since) }),
    where: ({ by, name }: SignalWhere) => {
      if (by === 'step') return t(`signals.step.${name as 'opening' | 'answering'}`)
      if (!name) return t('signals.nobody')
      return (by === 'partner' ? operatorName : by === 'centre' ? centreName : productName)(name)
    },
  }
}
