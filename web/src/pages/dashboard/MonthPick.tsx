import Select from '@cloudscape-design/components/select'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../app/workplace'
import { monthsBefore } from '../../logic/dataHub'
import { formatMonth } from '../../logic/instant'

const MONTHS = 13
const WRITTEN = /^\d{4}-(0[1-9]|1[0-2])$/

/** The month that an address names, or this one; months are those of UTC. */
export function monthOf(address: URLSearchParams): string {
  const told = address.get('month') ?? ''
  return WRITTEN.test(told) ? told : new Date().toISOString().slice(0, 7)
}

export function MonthPick({ month, pick }: { month: string; pick(month: string): void }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const months = monthsBefore(new Date().toISOString().slice(0, 10), MONTHS)
  const option = (one: string) => ({ value: one, label: formatMonth(one, language) })
  return (
    <Select
      ariaLabel={t('dashboard.month')}
      selectedOption={option(month)}
      options={(months.includes(month) ? months : [month, ...months]).map(option)}
      onChange={({ detail }) => pick(detail.selectedOption.value ?? month)}
    />
  )
}
