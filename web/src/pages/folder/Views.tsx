import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useDeleteView, useSavedViews, useSaveView } from '../../api/folders'
import { useCommands } from '../../app/commands'
import { useFlash } from '../../app/flash'
import { addressOf, type Filter, isNarrowed } from '../../logic/folderFilter'
import { type Folder, folderOf } from '../../logic/folders'
import { isShown, wayTo } from '../../logic/savedViews'
import { DialogEnd } from '../../parts/DialogEnd'
import { useDraft } from '../../parts/drafts'
import { useProblemSentence } from '../../parts/ProblemAlert'

interface Props {
  folder: Folder
  filter: Filter
  /** Those that are shown, in their order, "item,due"; "" where nobody chose them. */
  columns: string
}

/** The folders as this person likes to see them: go there, keep this one, forget one. */
export default function Views({ folder, filter, columns }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const flash = useFlash()
  const views = useSavedViews()
  const forget = useDeleteView()
  const [saving, setSaving] = useState(false)
  const all = (views.data ?? []).filter((one) => folderOf(one.folder))
  const mayKeep = isNarrowed(filter) || columns !== ''
  const go = (view: (typeof all)[number]) => void navigate(wayTo(view))
  useCommands([
    ...all.map((one) => ({
      id: `view ${one.name}`,
      label: t('command.goTo', { page: one.name }),
      group: 'go' as const,
      run: () => go(one),
    })),
    mayKeep && { id: 'view-save', label: t('views.save'), group: 'list', run: () => setSaving(true) },
  ])
  const inWords = (view: { folder: string }) => t(`folder.${folderOf(view.folder) ?? 'toDo'}.name`)
  if (views.isError && !isNarrowed(filter)) return null
  return (
    <>
      <ButtonDropdown
        expandToViewport
        items={[
          ...all.map((one) => ({
            id: `go:${one.name}`,
            text: one.name,
            secondaryText: inWords(one),
            itemType: 'checkbox' as const,
            checked: isShown(one, folder, filter, columns),
          })),
          {
            id: 'save',
            text: t('views.save'),
            disabled: !mayKeep,
            disabledReason: t('views.saveNothing'),
            iconName: 'add-plus' as const,
          },
          ...(all.length > 0
            ? [{ id: 'forget', text: t('views.forget'), items: all.map((one) => ({ id: `forget:${one.name}`, text: one.name })) }]
            : []),
        ]}
        onItemClick={({ detail }) => {
          const [what, ...rest] = detail.id.split(':')
          const name = rest.join(':')
          const view = all.find((one) => one.name === name)
          if (what === 'save') setSaving(true)
          if (what === 'go' && view) go(view)
          if (what === 'forget') forget.mutate(name, { onError: flash.failed, onSuccess: () => flash.done(t('views.forgotten', { name })) })
        }}
      >
        {t('views.menu')}
      </ButtonDropdown>
      {saving && (
        <SaveView folder={folder} filter={filter} columns={columns} names={all.map((one) => one.name)} onClose={() => setSaving(false)} />
      )}
    </>
  )
}

interface SaveProps extends Props {
  names: readonly string[]
  onClose(): void
}

function SaveView({ folder, filter, columns, names, onClose }: SaveProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const sentence = useProblemSentence()
  const save = useSaveView()
  const [name, setName, forget] = useDraft(`view.${folder}${addressOf(filter)}`, '')
  const close = () => {
    forget()
    onClose()
  }
  const wanted = name.trim()
  const keep = () =>
    save.mutate(
      { name: wanted, folder, filter, ...(columns ? { columns: columns.split(',') } : {}) },
      {
        onSuccess: () => {
          flash.done(t('views.saved', { name: wanted }))
          close()
        },
      },
    )
  return (
    <Modal
      visible
      header={t('views.save')}
      onDismiss={close}
      closeAriaLabel={t('common.cancel')}
      footer={<DialogEnd onCancel={close} go={t('common.save')} onGo={keep} disabled={!wanted} busy={save.isPending} />}
    >
      <FormField
        label={t('views.name')}
        description={t('views.nameHelp')}
        errorText={save.error ? sentence(save.error) : undefined}
        warningText={names.includes(wanted) ? t('views.replaces') : undefined}
      >
        <Input
          value={name}
          onChange={({ detail }) => setName(detail.value.slice(0, 60))}
          onKeyDown={({ detail }) => detail.key === 'Enter' && wanted !== '' && keep()}
        />
      </FormField>
    </Modal>
  )
}
