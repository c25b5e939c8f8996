import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Person, type Role, useSetPerson } from '../../../api/people'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { useSession } from '../../../auth/SessionContext'
import { formatDay } from '../../../logic/instant'
import { lacking, leaves } from '../../../logic/people'
import { DialogEnd } from '../../../parts/DialogEnd'
import { Overtaken, type PartWords } from '../../../parts/Overtaken'
import { useEdited } from '../../../parts/useEdited'
import { useRefusals } from '../../../parts/useRefusals'
import { CentresField, ROLES, RolesField } from './RightsFields'

interface Rights {
  centres: readonly string[]
  roles: readonly Role[]
  active: boolean
}

interface Props {
  /** As they stand in the directory now, also while they are changed. */
  person: Person
  /** Reads who is there now. */
  reload(): void
  onClose(): void
}

/** Where somebody works, what they may do, and whether they are let in. */
export function PersonForm({ person, reload, onClose }: Props) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { callCentre, language, zone } = useWorkplace()
  const { session } = useSession()
  const set = useSetPerson()
  const refused = useRefusals(set.error)
  const end = useRef<HTMLDivElement>(null)
  const [had] = useState(person.callCentres) // what is to become nobody's is known also after the first half of saving was done
  const editing = useEdited<Rights>(
    `person.${person.subject}`,
    {
      centres: person.callCentres,
      roles: ROLES.filter((one) => person.administration.roles.includes(one)),
      active: person.administration.active,
    },
    person.administration.version,
  )
  const { value, version, set: edit, reset } = editing
  const { centres, roles, active } = value
  const { joinedAt, invitedBy } = person.administration
  const yourself = person.subject === session.subject()
  const left = leaves([...new Set([...had, ...person.callCentres])], centres, active)
  const lacks = lacking(roles, centres)
  const words: PartWords<Rights> = {
    centres: [t('people.formCentres'), (ids) => ids.map((id) => callCentre(id)?.name ?? id).join(', ')],
    roles: [t('people.formRoles'), (all) => all.map((one) => t(`role.${one}`)).join(', ')],
    active: [t('people.access'), (on) => t(on ? 'people.active' : 'people.out')],
  }
  const close = () => {
    reset()
    onClose()
  }
  const save = () =>
    set.mutate(
      { subject: person.subject, version, callCentres: [...centres], roles: [...roles], active, leaves: left },
      {
        onSuccess: (released) => {
          const done = t('people.done', { name: person.name })
          flash.done(released > 0 ? `${done} ${t('people.released', { count: released })}` : done)
          close()
        },
      },
    )
  return (
    <Modal
      visible
      size="large"
      header={t('people.formTitle', { name: person.name })}
      onDismiss={close}
      closeAriaLabel={t('common.cancel')}
      footer={
        <DialogEnd
          onCancel={close}
          go={t('people.save')}
          onGo={save}
          disabled={lacks.roles || lacks.centres || editing.clashing.length > 0}
          busy={set.isPending}
          end={end}
        />
      }
    >
      <SpaceBetween size="l">
        <CentresField
          centres={centres}
          errorText={lacks.centres ? t('people.empty') : refused('callCentres')}
          onChange={(next) => edit({ ...value, centres: next })}
        />
        <RolesField
          roles={roles}
          description={person.administration.rolesSet ? undefined : t('people.sets')}
          errorText={lacks.roles ? t('people.empty') : refused('roles')}
          fixed={yourself ? { 'operator-administrator': t('people.yourself') } : {}}
          onChange={(next) => edit({ ...value, roles: next })}
        />
        <FormField label={t('people.access')} description={left.length > 0 ? t('people.leaving') : undefined}>
          <Checkbox checked={active} disabled={yourself} onChange={({ detail }) => edit({ ...value, active: detail.checked })}>
            {t('people.accessHelp')}
          </Checkbox>
        </FormField>
        {joinedAt && invitedBy && (
          <div className="wa-soft wa-small">{t('people.joined', { name: invitedBy.name, date: formatDay(joinedAt, zone, language) })}</div>
        )}
        <Overtaken
          error={set.error}
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
