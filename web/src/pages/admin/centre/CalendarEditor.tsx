import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CalendarSpec, useEditCentre } from '../../../api/admin'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { type CalendarDraft, calendarOf, datesOf, draftOf, WEEKDAYS } from '../../../logic/calendarText'
import { same } from '../../../logic/versions'
import type { PartWords } from '../../../parts/Overtaken'
import { useEdited } from '../../../parts/useEdited'
import { useRefusals } from '../../../parts/useRefusals'
import { SaveBar } from '../SaveBar'
import type { PartProps } from './CentrePage'
import { DuePreview } from './DuePreview'
import { Versions } from './Versions'

/** Monday 5 January 2026 and the days after it, for their names. */
const dayName = (day: string, language: string) =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 4 + Number(day))))

const ZONES = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))

/** When the call centre works. Due times that were told do not move: what the calendar would have changed is shown before it is saved. */
export function CalendarEditor({ centre, reload }: PartProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language } = useWorkplace()
  const edit = useEditCentre(centre.id)
  const editing = useEdited(`calendar.${centre.id}`, draftOf(centre.calendar), centre.version)
  const { value: draft, version, changed, set, reset } = editing
  const [previewed, setPreviewed] = useState<CalendarSpec>()
  const [looked, setLooked] = useState(false)
  const onLooked = useCallback(() => setLooked(true), [])
  const preview = (calendar?: CalendarSpec) => {
    setLooked(false)
    setPreviewed(calendar)
  }
  const refused = useRefusals(edit.error)
  const { calendar, faults } = calendarOf(draft)
  const change = (part: Partial<CalendarDraft>) => {
    preview()
    set({ ...draft, ...part })
  }
  const special = (i: number, part: Partial<CalendarDraft['special'][number]>) =>
    change({ special: draft.special.map((one, j) => (i === j ? { ...one, ...part } : one)) })
  const again = () => {
    preview()
    edit.reset()
    reset()
  }
  const save = () => {
    if (!calendar) return
    edit.mutate(
      { part: 'calendar', body: { calendar }, version },
      {
        onSuccess: () => {
          flash.done(t('admin.calendar.saved'))
          again()
        },
      },
    )
  }
  const holidays = datesOf(draft.holidays)
  const shut = (hours: string | undefined) => hours || t('partners.shut')
  const words: PartWords<CalendarDraft> = {
    timeZone: [t('admin.calendar.zone'), String],
    week: [t('admin.calendar.week'), (week) => WEEKDAYS.map((day) => `${dayName(day, language)}: ${shut(week[day])}`).join('\n')],
    holidays: [t('admin.calendar.holidays'), String],
    special: [t('partners.special'), (days) => days.map(({ date, hours }) => `${date}: ${shut(hours)}`).join('\n')],
  }
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <Container
          header={
            <Header variant="h2" description={t('admin.calendar.weekHelp')}>
              {t('admin.calendar.week')}
            </Header>
          }
        >
          <SpaceBetween size="s">
            {WEEKDAYS.map((day) => (
              <div key={day} className="wa-weekday">
                <label htmlFor={`day-${day}`}>{dayName(day, language)}</label>
                <FormField errorText={faults[`week.${day}`] ? t('admin.calendar.notHours') : refused(`calendar.week.${day}`)}>
                  <Input
                    controlId={`day-${day}`}
                    value={draft.week[day] ?? ''}
                    placeholder={t('partners.shut')}
                    onChange={({ detail }) => change({ week: { ...draft.week, [day]: detail.value } })}
                  />
                </FormField>
              </div>
            ))}
            <FormField label={t('admin.calendar.zone')} errorText={refused('calendar.timeZone')}>
              <Select
                selectedOption={{ value: draft.timeZone, label: draft.timeZone }}
                options={ZONES}
                filteringType="auto"
                filteringAriaLabel={t('form.find')}
                noMatch={t('form.nothingFound')}
                virtualScroll
                expandToViewport
                onChange={({ detail }) => change({ timeZone: detail.selectedOption.value ?? '' })}
              />
            </FormField>
          </SpaceBetween>
        </Container>
        <SpaceBetween size="l">
          <Container
            header={
              <Header variant="h2" counter={`(${holidays.dates.length})`} description={t('admin.calendar.holidaysHelp')}>
                {t('admin.calendar.holidays')}
              </Header>
            }
          >
            <FormField
              stretch
              errorText={
                holidays.unread.length > 0
                  ? t('admin.calendar.notDates', { what: holidays.unread.slice(0, 5).join(', ') })
                  : refused('calendar.holidays')
              }
            >
              <Textarea
                ariaLabel={t('admin.calendar.holidays')}
                rows={9}
                value={draft.holidays}
                onChange={({ detail }) => change({ holidays: detail.value })}
                onBlur={() =>
                  holidays.unread.length === 0 &&
                  holidays.dates.join('\n') !== draft.holidays &&
                  change({ holidays: holidays.dates.join('\n') })
                }
              />
            </FormField>
          </Container>
          <Container
            header={
              <Header variant="h2" description={t('admin.calendar.specialHelp')}>
                {t('partners.special')}
              </Header>
            }
          >
            <SpaceBetween size="s">
              {draft.special.map((one, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the lines have nothing else that names them while they are typed
                <div key={i} className="wa-special">
                  <Input
                    ariaLabel={t('form.date')}
                    placeholder="2026-12-24"
                    value={one.date}
                    invalid={faults[`special.${i}`]}
                    onChange={({ detail }) => special(i, { date: detail.value })}
                  />
                  <Input
                    ariaLabel={t('partners.hours')}
                    placeholder={t('partners.shut')}
                    value={one.hours}
                    invalid={faults[`special.${i}`]}
                    onChange={({ detail }) => special(i, { hours: detail.value })}
                  />
                  <Button
                    variant="icon"
                    iconName="remove"
                    ariaLabel={t('admin.calendar.removeDay', { date: one.date })}
                    onClick={() => change({ special: draft.special.filter((_, j) => j !== i) })}
                  />
                </div>
              ))}
              {Object.keys(faults).some((place) => place.startsWith('special')) && (
                <div role="alert" className="wa-fault">
                  {t('admin.calendar.notSpecial')}
                </div>
              )}
              {refused('calendar.special') && (
                <div role="alert" className="wa-fault">
                  {refused('calendar.special')}
                </div>
              )}
              <Button iconName="add-plus" onClick={() => change({ special: [...draft.special, { date: '', hours: '' }] })}>
                {t('admin.calendar.addDay')}
              </Button>
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      </ColumnLayout>
      {changed && calendar && (
        <Container
          header={
            <Header
              variant="h2"
              description={t('admin.preview.about')}
              actions={<Button onClick={() => preview(calendar)}>{t('admin.preview.button')}</Button>}
            >
              {t('admin.preview.title')}
            </Header>
          }
        >
          {previewed ? (
            <DuePreview centre={centre.id} calendar={previewed} zone={centre.timeZone} onLooked={onLooked} />
          ) : (
            <span className="wa-soft">{t('admin.preview.first')}</span>
          )}
        </Container>
      )}
      <SaveBar
        error={edit.error}
        saving={edit.isPending}
        ready={calendar !== undefined && same(previewed, calendar) && looked}
        editing={editing}
        words={words}
        onSave={save}
        onReset={again}
        onReload={reload}
      />
      <Versions centre={centre.id} />
    </SpaceBetween>
  )
}
