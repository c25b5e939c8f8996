import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import Textarea from '@cloudscape-design/components/textarea'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type FileFormat, type ReportContent, useRemoveReport, useSaveReport } from '../../api/insights'
import { asProblem } from '../../api/problem'
import type { SavedReport } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { type Sent, sentAs } from '../../logic/once'
import { useDraft, useFormDraft } from '../../parts/drafts'
import { useRefusal } from '../../parts/useRefusal'
import { Dialog } from '../admin/webhooks/Dialog'
import { weekdayName } from './words'

const NAME = 80
const DESCRIPTION = 400

/** One key for each thing that is sent, so that a lost answer saves nothing twice. */
export function useOnce(): (what: unknown) => string {
  const sent = useRef<Sent>(undefined)
  return (what) => {
    sent.current = sentAs(sent.current, JSON.stringify(what), () => crypto.randomUUID())
    return sent.current.key
  }
}

interface NameProps {
  content: ReportContent
  /** The report that is named anew; undefined for a new one. */
  saved: SavedReport | undefined
  onDone(saved: SavedReport): void
  onClose(): void
}

/** What a report is called, what it is for, and who sees it. */
export function NameDialog({ content, saved, onDone, onClose }: NameProps) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const network = useWorkplace().can('network-administrator')
  const save = useSaveReport()
  const once = useOnce()
  const [draft, setDraft, forget] = useDraft(`insights.name.${saved ? `${saved.id}.${saved.version}` : content.name}`, {
    name: content.name,
    description: content.description,
    shared: content.shared,
  })
  const { name, description, shared } = draft
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const told = (field: string) => {
    const found = asProblem(save.error).fields.find((one) => one.field === field)
    return found && refusal(found.reason)
  }
  const go = () => {
    const whole = { ...content, name: name.trim(), description: description.trim(), shared }
    save.mutate(
      { ...whole, ...(saved ? { id: saved.id, version: saved.version } : {}), once: once(whole) },
      { onSuccess: (report) => [forget(), onDone(report)] },
    )
  }
  const cancel = () => {
    forget()
    onClose()
  }
  return (
    <Dialog
      title={t(saved ? 'insights.saved.edit' : 'insights.saved.saveTitle')}
      go={t('insights.saved.save')}
      ready={name.trim() !== '' && name.trim().length <= NAME && description.trim().length <= DESCRIPTION}
      busy={save.isPending}
      error={save.error}
      onGo={go}
      onClose={cancel}
    >
      <FormField
        label={t('insights.saved.name')}
        errorText={name.trim().length > NAME ? t('field.tooLong', { limit: NAME }) : told('name')}
      >
        <Input value={name} onChange={({ detail }) => change({ name: detail.value })} />
      </FormField>
      <FormField
        label={t('insights.saved.description')}
        description={t('insights.saved.descriptionHelp')}
        errorText={description.trim().length > DESCRIPTION ? t('field.tooLong', { limit: DESCRIPTION }) : told('description')}
      >
        <Textarea rows={2} value={description} onChange={({ detail }) => change({ description: detail.value })} />
      </FormField>
      <Checkbox checked={shared} onChange={({ detail }) => change({ shared: detail.checked })}>
        {t(network ? 'insights.saved.sharesNetwork' : 'insights.saved.shares')}
      </Checkbox>
    </Dialog>
  )
}

const FORMATS: readonly FileFormat[] = ['xlsx', 'csv', 'json']
const EVERY = ['never', 'week', 'month'] as const
const LAST_DAY = 28

/** When whoever saved a report is written to about it. */
export function ScheduleDialog({ saved, onDone, onClose }: { saved: SavedReport; onDone(saved: SavedReport): void; onClose(): void }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const save = useSaveReport()
  const once = useOnce()
  const [form, change, forget] = useFormDraft(`insights.schedule.${saved.id}.${saved.version}`, {
    every: (saved.schedule?.every ?? 'never') as string,
    weekday: saved.schedule?.weekday || 1,
    day: saved.schedule?.day || 1,
    format: (saved.schedule?.format ?? 'xlsx') as string,
  })
  const { every, weekday, day, format } = form
  const cancel = () => {
    forget()
    onClose()
  }
  const go = () => {
    const schedule =
      every === 'never' ? null : { every, format, language: language.slice(0, 2), ...(every === 'week' ? { weekday } : { day }) }
    const { name, description, query, chart, shared, id, version } = saved
    const whole = { name, description, query, chart, shared, schedule }
    save.mutate({ ...whole, id, version, once: once(whole) }, { onSuccess: (report) => [forget(), onDone(report)] })
  }
  const choose = (label: string, value: string, options: { value: string; label: string }[], onChoose: (value: string) => void) => (
    <FormField label={label}>
      <Select
        selectedOption={options.find((one) => one.value === value) ?? null}
        options={options}
        onChange={({ detail }) => onChoose(detail.selectedOption.value ?? value)}
      />
    </FormField>
  )
  return (
    <Dialog
      title={t('insights.saved.scheduleTitle')}
      go={t('insights.saved.save')}
      busy={save.isPending}
      error={save.error}
      onGo={go}
      onClose={cancel}
    >
      <div>{t('insights.saved.scheduleAbout')}</div>
      {choose(
        t('insights.saved.every'),
        every,
        EVERY.map((one) => ({ value: one, label: t(`insights.saved.everys.${one}`) })),
        (value) => change({ every: value }),
      )}
      {every === 'week' &&
        choose(
          t('insights.saved.weekday'),
          String(weekday),
          [1, 2, 3, 4, 5, 6, 7].map((one) => ({ value: String(one), label: weekdayName(String(one), language) })),
          (value) => change({ weekday: Number(value) }),
        )}
      {every === 'month' &&
        choose(
          t('insights.saved.day'),
          String(day),
          Array.from({ length: LAST_DAY }, (_, k) => ({ value: String(k + 1), label: String(k + 1) })),
          (value) => change({ day: Number(value) }),
        )}
      {every !== 'never' &&
        choose(
          t('insights.saved.format'),
          format,
          FORMATS.map((one) => ({ value: one, label: t(`insights.saved.${one}`) })),
          (value) => change({ format: value }),
        )}
    </Dialog>
  )
}

export function RemoveDialog({ saved, onDone, onClose }: { saved: SavedReport; onDone(): void; onClose(): void }) {
  const { t } = useTranslation()
  const remove = useRemoveReport()
  return (
    <Dialog
      title={t('insights.saved.removeTitle', { name: saved.name })}
      go={t('insights.saved.remove')}
      busy={remove.isPending}
      error={remove.error}
      onGo={() => remove.mutate({ id: saved.id, version: saved.version }, { onSuccess: onDone })}
      onClose={onClose}
    >
      <div>
        {t('insights.saved.removeAbout')} {saved.shared && t('insights.saved.removeShared')}
      </div>
    </Dialog>
  )
}
