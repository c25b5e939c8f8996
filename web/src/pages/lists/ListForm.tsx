import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type ListForm as Form, useChangeList, useCreateList } from '../../api/lists'
import { asProblem } from '../../api/problem'
import type { SavedList } from '../../api/types'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { DialogEnd } from '../../parts/DialogEnd'
import { Overtaken, type PartWords } from '../../parts/Overtaken'
import { useEdited } from '../../parts/useEdited'
import { useRefusals } from '../../parts/useRefusals'

interface Props {
  /** As it is stored now, also while it is edited; nothing for a new one. */
  list?: SavedList
  /** Reads what is there now. */
  reload?: () => void
  onClose(): void
}

/** A new list, or another name, note and sharing for one. */
export function ListForm({ list, reload, onClose }: Props) {
  const { t } = useTranslation()
  const flash = useFlash()
  const navigate = useNavigate()
  const { centre } = useWorkplace()
  const create = useCreateList()
  const change = useChangeList()
  const saving = list ? change : create
  const refused = useRefusals(saving.error)
  const [key] = useState(() => crypto.randomUUID())
  const editing = useEdited<Form>(
    `list.${list?.id ?? 'new'}`,
    { name: list?.name ?? '', note: list?.note ?? '', shared: list?.shared ?? (centre ? 'centre' : 'operator') },
    list?.version ?? 0,
  )
  const { value: form, version, clashing, set, reset } = editing
  const end = useRef<HTMLDivElement>(null)
  const part = (some: Partial<Form>) => set({ ...form, ...some })
  const words: PartWords<Form> = {
    name: [t('lists.name'), String],
    note: [t('lists.note'), String],
    shared: [t('lists.shared'), (shared) => t(`lists.sharedWith.${shared}`)],
  }
  const close = () => {
    reset()
    onClose()
  }
  const save = () => {
    const name = form.name.trim()
    if (list) change.mutate({ ...form, id: list.id, version }, { onSuccess: () => [flash.done(t('lists.saved', { name })), close()] })
    else
      create.mutate(
        { ...form, key, centre },
        { onSuccess: ({ id }) => [flash.done(t('lists.created', { name })), close(), void navigate(`/lists/${id}`)] },
      )
  }
  const mayBeCentre = list ? list.centre !== '' : centre !== ''
  return (
    <Modal
      visible
      header={t(list ? 'lists.editTitle' : 'lists.add')}
      onDismiss={close}
      closeAriaLabel={t('common.cancel')}
      footer={
        <DialogEnd
          onCancel={close}
          go={t(list ? 'common.save' : 'lists.create')}
          onGo={save}
          disabled={!form.name.trim() || clashing.length > 0}
          busy={saving.isPending}
          end={end}
        />
      }
    >
      <SpaceBetween size="m">
        <FormField label={t('lists.name')} description={t('lists.nameHelp')} errorText={refused('name')}>
          <Input value={form.name} onChange={({ detail }) => part({ name: detail.value.slice(0, 80) })} />
        </FormField>
        <FormField label={t('lists.note')} errorText={refused('note')} stretch>
          <Textarea rows={2} value={form.note} onChange={({ detail }) => part({ note: detail.value.slice(0, 500) })} />
        </FormField>
        <FormField label={t('lists.shared')} errorText={refused('shared')}>
          <RadioGroup
            value={form.shared}
            items={(['centre', 'operator'] as const).map((value) => ({
              value,
              label: t(`lists.sharedWith.${value}`),
              disabled: value === 'centre' && !mayBeCentre,
            }))}
            onChange={({ detail }) => part({ shared: detail.value === 'operator' ? 'operator' : 'centre' })}
          />
        </FormField>
        <Overtaken
          error={asProblem(saving.error).fields.length === 0 ? saving.error : undefined}
          editing={editing}
          words={words}
          onSave={save}
          onReload={reload}
          onDecided={() => end.current?.focus()}
        />
      </SpaceBetween>
    </Modal>
  )
}
