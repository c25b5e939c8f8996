import { useTranslation } from 'react-i18next'
import type { Mean, Ratio } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { change } from '../../logic/dashboard'
import { formatMinutes } from '../../logic/duration'
import { formatPercent } from '../../logic/percent'

/** Figures in the reader's words; what is not there is "–" and not nothing. */
export function useFigureWords() {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  const percent = (value: number | null | undefined) => (typeof value === 'number' ? formatPercent(value, language) : t('reports.none'))
  return {
    number,
    percent,
    share: ({ percent: value }: Ratio) => percent(value),
    mean: ({ averageMinutes }: Mean) => (typeof averageMinutes === 'number' ? formatMinutes(averageMinutes, language) : t('reports.none')),
    counts: ({ part, whole }: Ratio) => t('dashboard.counts', { part, whole }),
    /** Whether a target is reached; undefined without one, or without anything to measure. */
    verdict: ({ target, reached }: Ratio) =>
      typeof target === 'number' && typeof reached === 'boolean'
        ? {
            type: reached ? ('success' as const) : ('warning' as const),
            words: t('dashboard.target', { target: formatPercent(target, language) }),
            said: t(reached ? 'reports.reached' : 'reports.missed', { target: formatPercent(target, language) }),
          }
        : undefined,
    /** "Month before: 96.1% (+1.2 points)". */
    sharesBefore: (now: Ratio, before: Ratio) => {
      const points = change(now.percent, before.percent)
      const value = percent(before.percent)
      if (points === undefined) return t('dashboard.before', { value })
      const signed = new Intl.NumberFormat(language, { signDisplay: 'exceptZero', maximumFractionDigits: 1 }).format(points)
      return t('dashboard.beforePoints', { value, points: signed })
    },
  }
}
