import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea, { type TextareaProps } from '@cloudscape-design/components/textarea'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type EditedTemplate, useSaveTemplate } from '../../api/admin'
import { asProblem } from '../../api/problem'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { languageNames } from '../../logic/languages'
import { fillIn } from '../../logic/templates'
import { DialogEnd } from '../../parts/DialogEnd'
import { Overtaken, type PartWords } from '../../parts/Overtaken'
import { useEdited } from '../../parts/useEdited'
import { useRefusals } from '../../parts/useRefusals'

const PLACEHOLDERS = ['itemId', 'customerRef', 'addresseeName', 'senderName', 'partner', 'agent', 'date'] as const

type Draft = Required<Pick<EditedTemplate, 'kind' | 'language' | 'name' | 'text' | 'workflow' | 'code'>>

const draftOf = ({ kind, language, name, text, workflow = '', code = '' }: EditedTemplate): Draft => ({
  kind,
  language,
  name,
  text,
  workflow,
  code,
})

interface Props {
  /** As it is stored now, also while it is edited. */
  template: EditedTemplate
  /** Reads what is there now. */
  reload(): void
  onClose(): void
}

/** One template, with what it will look like. */
export function TemplateForm({ template, reload, onClose }: Props) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { catalogue, operators, language, me } = useWorkplace()
  const save = useSaveTemplate()
  const refused = useRefusals(save.error)
  const editing = useEdited<Draft>(`template.${template.id || 'new'}`, draftOf(template), template.version ?? 0)
  const { value: draft, version, set, reset } = editing
  const [key] = useState(() => crypto.randomUUID())
  const area = useRef<TextareaProps.Ref>(null)
  const end = useRef<HTMLDivElement>(null)
  const change = (part: Partial<Draft>) => set({ ...draft, ...part })
  const any = { value: '', label: t('templates.any') }
  const kinds = (['reply', 'note'] as const).map((value) => ({ value, label: t(`templates.kinds.${value}`) }))
  const workflows = [any, ...catalogue.release.workflows.map((one) => ({ value: one.code, label: catalogue.text(one.labels, one.code) }))]
  const levels = draft.workflow ? catalogue.workflowOf(draft.workflow)?.levels : undefined
  const codes = levels ? [...new Set(levels.flatMap((level) => level.replies ?? []))] : catalogue.release.replyCodes.map((one) => one.code)
  const replies = [any, ...codes.map((value) => ({ value, label: catalogue.reply(value) }))]
  const languages = [...new Set(['en', language.slice(0, 2), draft.language, ...operators.flatMap((one) => one.languages ?? [])])]
    .map((value) => ({ value, label: languageNames([value], language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
  const example = Object.fromEntries(PLACEHOLDERS.map((one) => [one, t(`templates.example.${one}`)])) as Record<
    (typeof PLACEHOLDERS)[number],
    string
  >
  const labelled = (options: readonly { value: string; label: string }[]) => (value: string) =>
    options.find((one) => one.value === value)?.label ?? value
  const words: PartWords<Draft> = {
    name: [t('templates.name'), String],
    kind: [t('templates.kind'), labelled(kinds)],
    language: [t('templates.language'), labelled(languages)],
    workflow: [t('templates.workflow'), labelled(workflows)],
    code: [t('templates.code'), (code) => (code ? catalogue.reply(code) : any.label)],
    text: [t('templates.text'), String],
  }
  const close = () => {
    reset()
    onClose()
  }
  const keep = () => {
    const { workflow, code, ...rest } = draft
    save.mutate(
      {
        ...rest,
        id: template.id,
        ...(template.id ? { version } : {}),
        name: draft.name.trim(),
        key,
        ...(workflow ? { workflow } : {}),
        ...(code && draft.kind === 'reply' ? { code } : {}),
      },
      { onSuccess: () => [flash.done(t('templates.saved', { name: draft.name.trim() })), close()] },
    )
  }
  const choice = (name: 'kind' | 'language' | 'workflow' | 'code', options: { value: string; label: string }[]) => (
    <FormField label={t(`templates.${name}`)} errorText={refused(name)}>
      <Select
        selectedOption={options.find((one) => one.value === draft[name]) ?? null}
        options={options}
        filteringType={options.length > 9 ? 'auto' : 'none'}
        filteringAriaLabel={t('form.find')}
        noMatch={t('form.nothingFound')}
        expandToViewport
        onChange={({ detail }) => change({ [name]: detail.selectedOption.value ?? '', ...(name === 'workflow' ? { code: '' } : {}) })}
      />
    </FormField>
  )
  return (
    <Modal
      visible
      size="large"
      header={t(template.id ? 'templates.edit' : 'templates.add')}
      onDismiss={close}
      closeAriaLabel={t('common.cancel')}
      footer={
        <DialogEnd
          onCancel={close}
          go={t('common.save')}
          onGo={keep}
          disabled={!draft.name.trim() || !draft.text.trim() || editing.clashing.length > 0}
          busy={save.isPending}
          end={end}
        />
      }
    >
      <SpaceBetween size="m">
        <div className="wa-rule">
          <FormField label={t('templates.name')} errorText={refused('name')}>
            <Input value={draft.name} onChange={({ detail }) => change({ name: detail.value.slice(0, 80) })} />
          </FormField>
          {choice('kind', kinds)}
          {choice('language', languages)}
          {choice('workflow', workflows)}
          {draft.kind === 'reply' && choice('code', replies)}
        </div>
        <FormField label={t('templates.text')} description={t('templates.textHelp')} errorText={refused('text')} stretch>
          <Textarea ref={area} value={draft.text} rows={5} onChange={({ detail }) => change({ text: detail.value.slice(0, 2000) })} />
        </FormField>
        <div className="wa-facts">
          {PLACEHOLDERS.map((one) => (
            <Button
              key={one}
              variant="inline-link"
              onClick={() => {
                change({ text: `${draft.text}${draft.text && !/\s$/.test(draft.text) ? ' ' : ''}{{${one}}}` })
                area.current?.focus()
              }}
            >
              {t(`templates.placeholder.${one}`)}
            </Button>
          ))}
        </div>
        {draft.text.trim() && (
          <div>
            <div className="wa-soft wa-small">{t('templates.preview')}</div>
            <div className="wa-pre" lang={draft.language}>
              {fillIn(draft.text, { ...example, agent: me.name })}
            </div>
          </div>
        )}
        <Overtaken
          error={asProblem(save.error).fields.length === 0 ? save.error : undefined}
          editing={editing}
          words={words}
          onSave={keep}
          onReload={reload}
          onDecided={() => end.current?.focus()}
        />
      </SpaceBetween>
    </Modal>
  )
}
