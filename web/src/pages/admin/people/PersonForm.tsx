import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import Multiselect from '@cloudscape-design/components/multiselect'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCentres } from '../../../api/directory'
import { type Person, type Role, useSetPerson } from '../../../api/people'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { useSession } from '../../../auth/SessionContext'
import { lacking, leaves } from '../../../logic/people'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { useRefusals } from '../refusals'

const ROLES: readonly Role[] = ['agent', 'supervisor', 'operator-administrator']

/** Where somebody works, what they may do, and whether they are let in. */
export function PersonForm({ person, onClose }: { person: Person; onClose(): void }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { me } = useWorkplace()
  const { session } = useSession()
  const set = useSetPerson()
  const refused = useRefusals(set.error)
  const own = (useCentres().data?.items ?? []).filter((one) => one.operator === me.operator?.code)
  const options = own.map((one) => ({ value: one.id, label: one.name, description: one.city }))
  const [centres, setCentres] = useState<readonly string[]>(person.callCentres)
  const [roles, setRoles] = useState<Role[]>(ROLES.filter((one) => person.administration.roles.includes(one)))
  const [active, setActive] = useState(person.administration.active)
  const yourself = person.subject === session.subject()
  const left = leaves(person.callCentres, centres, active)
  const lacks = lacking(roles, centres)
  const save = () =>
    set.mutate(
      { person, callCentres: [...centres], roles, active, leaves: left },
      {
        onSuccess: (released) => {
          const done = t('people.done', { name: person.name })
          flash.done(released > 0 ? `${done} ${t('people.released', { count: released })}` : done)
          onClose()
        },
      },
    )
  return (
    <Modal
      visible
      size="large"
      header={t('people.formTitle', { name: person.name })}
      onDismiss={onClose}
      closeAriaLabel={t('common.cancel')}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button variant="primary" disabled={lacks.roles || lacks.centres} loading={set.isPending} onClick={save}>
              {t('people.save')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <FormField
          label={t('people.formCentres')}
          description={t('people.formCentresHelp')}
          errorText={lacks.centres ? t('people.empty') : refused('callCentres')}
        >
          <Multiselect
            options={options}
            selectedOptions={centres.map((id) => options.find((one) => one.value === id) ?? { value: id, label: id })}
            placeholder={t('people.choose')}
            deselectAriaLabel={(one) => t('people.remove', { centre: one.label })}
            expandToViewport
            onChange={({ detail }) => setCentres(detail.selectedOptions.map((one) => one.value ?? ''))}
          />
        </FormField>
        <FormField
          label={t('people.formRoles')}
          description={person.administration.rolesSet ? undefined : t('people.sets')}
          errorText={lacks.roles ? t('people.empty') : refused('roles')}
        >
          <SpaceBetween size="xs">
            {ROLES.map((role) => (
              <Checkbox
                key={role}
                checked={roles.includes(role)}
                disabled={yourself && role === 'operator-administrator'}
                description={yourself && role === 'operator-administrator' ? t('people.yourself') : t(`people.roleAbout.${role}`)}
                onChange={({ detail }) => setRoles(ROLES.filter((one) => (one === role ? detail.checked : roles.includes(one))))}
              >
                {t(`role.${role}`)}
              </Checkbox>
            ))}
          </SpaceBetween>
        </FormField>
        <FormField label={t('people.access')} description={left.length > 0 ? t('people.leaving') : undefined}>
          <Checkbox checked={active} disabled={yourself} onChange={({ detail }) => setActive(detail.checked)}>
            {t('people.accessHelp')}
          </Checkbox>
        </FormField>
        {set.error && <ProblemAlert error={set.error} />}
      </SpaceBetween>
    </Modal>
  )
}
