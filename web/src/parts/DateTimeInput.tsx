import TimeInput from '@cloudscape-design/components/time-input'
import { useTranslation } from 'react-i18next'
import { DayInput } from './DayInput'

/** A date and a time of day by the clock here, kept as "2026-11-24T14:05" while it is written. */
export function DateTimeInput({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useTranslation()
  const [date = '', time = ''] = value.split('T')
  const change = (day: string, hour: string) => onChange(day || hour ? `${day}T${hour}` : '')
  return (
    <div className="wa-facts">
      <DayInput value={date} ariaLabel={t('form.date')} onChange={(day) => change(day, time)} />
      <TimeInput
        value={time.slice(0, 5)}
        format="hh:mm"
        placeholder="hh:mm"
        ariaLabel={t('form.timeOfDay')}
        onChange={({ detail }) => change(date, detail.value)}
      />
    </div>
  )
}
