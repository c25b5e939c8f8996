import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCentres } from '../../../api/directory'
import { type Invitation, useChangeInvitation, useInvitations, useInvite } from '../../../api/invitations'
import type { Role } from '../../../api/people'
import { asProblem } from '../../../api/problem'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { LANGUAGES, OWN_NAMES } from '../../../logic/languages'
import { answered, type Sent, sentAs } from '../../../logic/once'
import { lacking } from '../../../logic/people'
import { DialogEnd } from '../../../parts/DialogEnd'
import { Overtaken, type PartWords } from '../../../parts/Overtaken'
import { useEdited } from '../../../parts/useEdited'
import { useRefusals } from '../../../parts/useRefusals'
import { CentresField, RolesField } from './RightsFields'
import { useLetterWords } from './useLetterWords'

interface Draft {
  email: string
  name: string
  language: string
  callCentres: string[]
  roles: Role[]
}

const LETTERS = LANGUAGES.map((value) => ({ value, label: OWN_NAMES[value] }))

interface Props {
  /** The invitation as it is stored now, also while it is changed; nothing for a new one. */
  of?: Invitation
  /** Reads what is there now. */
  reload?: () => void
  onClose(): void
}

/** Whom to invite, and what they are to be; or what an invitation is changed to. */
export function InviteForm({ of, reload, onClose }: Props) {
  const { t } = useTranslation()
  const flash = useFlash()
  const letterWords = useLetterWords()
  const { me, language, callCentre } = useWorkplace()
  const days = useInvitations().data?.terms.days ?? 14
  const own = (useCentres().data?.items ?? []).filter((one) => one.operator === me.operator?.code)
  const invite = useInvite()
  const change = useChangeInvitation()
  const error = invite.error ?? change.error
  const refused = useRefusals(error)
  const [sent, setSent] = useState<Sent>()
  const editing = useEdited<Draft>(
    `invitation.${of?.id ?? 'new'}`,
    of
      ? { email: of.email, name: of.name, language: of.language, callCentres: of.callCentres, roles: of.roles as Role[] }
      : {
          email: '',
          name: '',
          language: language.slice(0, 2),
          callCentres: own.length === 1 ? own.map(({ id }) => id) : [],
          roles: ['agent'],
        },
    of?.version ?? 0,
  )
  const { value: draft, version, clashing, reset } = editing
  const end = useRef<HTMLDivElement>(null)
  const set = (part: Partial<Draft>) => editing.set({ ...draft, ...part })
  const words: PartWords<Draft> = {
    email: [t('people.invitations.email'), String],
    name: [t('people.name'), String],
    language: [t('people.invitations.language'), (value) => LETTERS.find((one) => one.value === value)?.label ?? value],
    roles: [t('people.formRoles'), (all) => all.map((one) => t(`role.${one}`)).join(', ')],
    callCentres: [t('people.formCentres'), (ids) => ids.map((id) => callCentre(id)?.name ?? id).join(', ')],
  }
  const lacks = lacking(draft.roles, draft.callCentres)
  const ready = draft.email.trim() !== '' && draft.name.trim() !== '' && !lacks.roles && !lacks.centres
  const close = () => {
    reset()
    onClose()
  }
  const go = () => {
    const { email, ...rest } = { ...draft, email: draft.email.trim(), name: draft.name.trim() }
    if (of) {
      change.mutate(
        { of: { ...of, version }, ...rest },
        { onSuccess: () => [flash.done(t('people.invitations.changed', { name: rest.name })), close()] },
      )
      return
    }
    const as = sentAs(sent, JSON.stringify(draft), () => crypto.randomUUID())
    setSent(as)
    invite.mutate(
      { email, ...rest, once: as.key },
      {
        onSuccess: (made) => [letterWords(made), close()],
        onError: (problem) => answered(asProblem(problem).status) && setSent(undefined),
      },
    )
  }
  const known = asProblem(error).fields.length > 0 && asProblem(error).slug === 'invitation-invalid'
  return (
    <Modal
      visible
      size="large"
      header={of ? t('people.invitations.formChange', { name: of.name }) : t('people.invitations.form')}
      onDismiss={close}
      closeAriaLabel={t('common.cancel')}
      footer={
        <DialogEnd
          onCancel={close}
          go={t(of ? 'people.save' : 'people.invitations.go')}
          onGo={go}
          disabled={!ready || clashing.length > 0}
          busy={invite.isPending || change.isPending}
          end={end}
        />
      }
    >
      <SpaceBetween size="l">
        <FormField
          label={t('people.invitations.email')}
          description={of ? t('people.invitations.emailStays') : t('people.invitations.emailHelp', { days })}
          errorText={known ? refused('email') : undefined}
        >
          <Input
            type="email"
            inputMode="email"
            value={draft.email}
            disabled={of !== undefined}
            invalid={refused('email') !== undefined}
            autoFocus={of === undefined}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => set({ email: detail.value })}
          />
        </FormField>
        <FormField label={t('people.name')} errorText={refused('name')}>
          <Input value={draft.name} autoComplete={false} onChange={({ detail }) => set({ name: detail.value.slice(0, 80) })} />
        </FormField>
        <FormField label={t('people.invitations.language')} errorText={refused('language')}>
          <Select
            selectedOption={LETTERS.find((one) => one.value === draft.language) ?? null}
            options={LETTERS}
            expandToViewport
            onChange={({ detail }) => set({ language: detail.selectedOption.value ?? 'en' })}
          />
        </FormField>
        <RolesField
          roles={draft.roles}
          errorText={lacks.roles ? t('people.empty') : refused('roles')}
          onChange={(roles) => set({ roles })}
        />
        <CentresField centres={draft.callCentres} errorText={refused('callCentres')} onChange={(callCentres) => set({ callCentres })} />
        <Overtaken
          error={known ? undefined : error}
          editing={editing}
          words={words}
          onSave={go}
          onReload={reload}
          onDecided={() => end.current?.focus()}
        />
      </SpaceBetween>
    </Modal>
  )
}
