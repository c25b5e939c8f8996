import DatePicker from '@cloudscape-design/components/date-picker'
import { useTranslation } from 'react-i18next'

interface Props {
  /** "2026-11-24", or what has been typed of it; "" for none. */
  value: string
  onChange(value: string): void
  /** Where no form field around it gives it its name. */
  ariaLabel?: string
  /** Where a container would cut the calendar off. */
  expandToViewport?: boolean
}

/**
 * A day, typed or chosen in a calendar. It is read as its reader writes days, with the month as a word; it is typed year first, which nobody takes for
 * another day: 03/04 is March to some of those who answer each other and April to others.
 */
export function DayInput({ value, onChange, ariaLabel, expandToViewport }: Props) {
  const { t } = useTranslation()
  return (
    <DatePicker
      value={value}
      format="long-localized"
      inputFormat="slashed"
      placeholder={t('form.datePattern')}
      ariaLabel={ariaLabel}
      openCalendarAriaLabel={() => t('form.openCalendar')}
      expandToViewport={expandToViewport}
      onChange={({ detail }) => onChange(detail.value)}
    />
  )
}
