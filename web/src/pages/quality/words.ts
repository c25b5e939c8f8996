import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../app/workplace'
import { formatDate } from '../../logic/instant'
import { mondayOf } from '../../logic/weeks'

/** A week "2026-W48" by the day it began with. */
export function useWeekWords(): (week: string) => string {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  return (week) => {
    const monday = mondayOf(week)
    return monday ? t('quality.weekFrom', { date: formatDate(monday.toISOString().slice(0, 10), language) }) : week
  }
}
