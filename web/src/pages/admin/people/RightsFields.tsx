import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useCentres } from '../../../api/directory'
import type { Role } from '../../../api/people'
import { useWorkplace } from '../../../app/workplace'

export const ROLES: readonly Role[] = ['agent', 'supervisor', 'operator-administrator']

interface CentresProps {
  centres: readonly string[]
  errorText: string | undefined
  onChange(centres: string[]): void
}

/** The call centres of one's own operator where somebody works. */
export function CentresField({ centres, errorText, onChange }: CentresProps) {
  const { t } = useTranslation()
  const { me } = useWorkplace()
  const own = (useCentres().data?.items ?? []).filter((one) => one.operator === me.operator?.code)
  const options = own.map((one) => ({ value: one.id, label: one.name, description: one.city }))
  return (
    <FormField label={t('people.formCentres')} description={t('people.formCentresHelp')} errorText={errorText}>
      <Multiselect
        options={options}
        selectedOptions={centres.map((id) => options.find((one) => one.value === id) ?? { value: id, label: id })}
        placeholder={t('people.choose')}
        deselectAriaLabel={(one) => t('people.remove', { centre: one.label })}
        expandToViewport
        onChange={({ detail }) => onChange(detail.selectedOptions.map((one) => one.value ?? ''))}
      />
    </FormField>
  )
}

interface RolesProps {
  roles: readonly Role[]
  description?: string
  errorText: string | undefined
  /** Roles that cannot be changed, each with why. */
  fixed?: Partial<Record<Role, string>>
  onChange(roles: Role[]): void
}

/** What an operator lets somebody do. */
export function RolesField({ roles, description, errorText, fixed = {}, onChange }: RolesProps) {
  const { t } = useTranslation()
  return (
    <FormField label={t('people.formRoles')} description={description} errorText={errorText}>
      <SpaceBetween size="xs">
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            checked={roles.includes(role)}
            disabled={fixed[role] !== undefined}
            description={fixed[role] ?? t(`people.roleAbout.${role}`)}
            onChange={({ detail }) => onChange(ROLES.filter((one) => (one === role ? detail.checked : roles.includes(one))))}
          >
            {t(`role.${role}`)}
          </Checkbox>
        ))}
      </SpaceBetween>
    </FormField>
  )
}
