import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useDeleteView, useSavedViews, useSaveView } from '../../api/folders'
import { useFlash } from '../../app/flash'
import { addressOf, type Filter, filterOf, isNarrowed } from '../../logic/folderFilter'
import { type Folder, folderOf } from '../../logic/folders'
import { useProblemSentence } from '../../parts/ProblemAlert'

/** The folders as this person likes to see them: go there, keep this one, forget one. */
export default function Views({ folder, filter }: { folder: Folder; filter: Filter }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const flash = useFlash()
  const views = useSavedViews()
  const forget = useDeleteView()
  const [saving, setSaving] = useState(false)
  const all = (views.data ?? []).filter((one) => folderOf(one.folder))
  const here = addressOf(filter)
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
            checked: one.folder === folder && addressOf(filterOf(one.filter ?? {})) === here,
          })),
          {
            id: 'save',
            text: t('views.save'),
            disabled: !isNarrowed(filter),
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
          if (what === 'go' && view) void navigate(`/folders/${view.folder}${addressOf(filterOf(view.filter ?? {}))}`)
          if (what === 'forget') forget.mutate(name, { onError: flash.failed, onSuccess: () => flash.done(t('views.forgotten', { name })) })
        }}
      >
        {t('views.menu')}
      </ButtonDropdown>
      {saving && <SaveView folder={folder} filter={filter} names={all.map((one) => one.name)} onClose={() => setSaving(false)} />}
    </>
  )
}

interface SaveProps {
  folder: Folder
  filter: Filter
  names: readonly string[]
  onClose(): void
}

function SaveView({ folder, filter, names, onClose }: SaveProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const sentence = useProblemSentence()
  const save = useSaveView()
  const [name, setName] = useState('')
  const wanted = name.trim()
  const keep = () =>
    save.mutate(
      { name: wanted, folder, filter },
      {
        onSuccess: () => {
          flash.done(t('views.saved', { name: wanted }))
          onClose()
        },
      },
    )
  return (
    <Modal
      visible
      header={t('views.save')}
      onDismiss={onClose}
      closeAriaLabel={t('common.cancel')}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button variant="primary" disabled={!wanted} loading={save.isPending} onClick={keep}>
              {t('common.save')}
            </Button>
          </SpaceBetween>
        </Box>
      }
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
