import Checkbox from '@cloudscape-design/components/checkbox'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCentres } from '../../../api/directory'
import { type IssuedKey, type KeyLimits, type KeyTerms, type Scope, useMakeKey } from '../../../api/machines'
import { asProblem } from '../../../api/problem'
import { limitOf, needsCentre } from '../../../logic/machineKeys'
import { answered, type Sent, sentAs } from '../../../logic/once'
import { DialogEnd } from '../../../parts/DialogEnd'
import { useFormDraft } from '../../../parts/drafts'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { useRefusals } from '../../../parts/useRefusals'

const SCOPES: readonly Scope[] = ['read', 'raise', 'reply', 'track', 'administer']
const LIMITS = ['requestsPerMinute', 'requestsPerDay', 'recordsPerDay'] as const
const DAYS = [30, 90, 180, 365]

interface Props {
  operator: string
  terms: KeyTerms
  onClose(): void
  onMade(key: IssuedKey): void
}

/** What a system may do, for whom, how long and how much. */
export function KeyForm({ operator, terms, onClose, onMade }: Props) {
  const { t } = useTranslation()
  const make = useMakeKey()
  const refused = useRefusals(make.error)
  const centres = useCentres().data?.items ?? []
  const [sent, setSent] = useState<Sent>()
  const [form, change, forget] = useFormDraft(`key.${operator}`, {
    name: '',
    contact: '',
    scopes: ['read'] as Scope[],
    centre: '',
    days: terms.days,
    limits: { requestsPerMinute: '', requestsPerDay: '', recordsPerDay: '' } as Record<keyof KeyLimits, string>,
  })
  const { name, contact, scopes, centre, days, limits } = form
  const close = () => {
    forget()
    onClose()
  }

  const own = centres.filter((one) => one.operator === operator).map((one) => ({ value: one.id, label: one.name, description: one.id }))
  const nowhere = { value: '', label: t('machine.form.noCentre') }
  const lengths = DAYS.filter((n) => n <= terms.maxDays).map((n) => ({ value: String(n), label: t('machine.form.dayCount', { count: n }) }))
  const typed = LIMITS.map((one) => [one, limitOf(limits[one])] as const)
  const wrong = (one: keyof KeyLimits) => {
    const value = limitOf(limits[one])
    if (value === undefined || (value >= 1 && value <= terms.maxLimits[one])) return refused(`limits.${one}`)
    return t('refusal.between', { from: '1', to: String(terms.maxLimits[one]) })
  }
  const ready = name.trim() !== '' && contact.trim() !== '' && scopes.length > 0 && (!needsCentre(scopes) || centre !== '')
  const go = () => {
    const body = {
      operator,
      name: name.trim(),
      contact: contact.trim(),
      scopes,
      days,
      ...(centre ? { centre } : {}),
      limits: Object.fromEntries(typed.filter(([, value]) => value !== undefined && !Number.isNaN(value))),
    }
    const as = sentAs(sent, JSON.stringify(body), () => crypto.randomUUID())
    setSent(as)
    make.mutate(
      { ...body, once: as.key },
      { onSuccess: (key) => [forget(), onMade(key)], onError: (error) => answered(asProblem(error).status) && setSent(undefined) },
    )
  }
  return (
    <Modal
      visible
      size="large"
      header={t('machine.form.title')}
      onDismiss={close}
      closeAriaLabel={t('common.cancel')}
      footer={
        <DialogEnd onCancel={close} go={t('machine.form.make')} onGo={go} disabled={!ready || LIMITS.some(wrong)} busy={make.isPending} />
      }
    >
      <SpaceBetween size="l">
        <FormField label={t('machine.form.name')} description={t('machine.form.nameHelp')} errorText={refused('name')}>
          <Input value={name} onChange={({ detail }) => change({ name: detail.value })} autoComplete={false} />
        </FormField>
        <FormField label={t('machine.form.contact')} errorText={refused('contact')}>
          <Input
            type="email"
            inputMode="email"
            value={contact}
            onChange={({ detail }) => change({ contact: detail.value })}
            autoComplete={false}
          />
        </FormField>
        <FormField label={t('machine.form.scopes')} errorText={refused('scopes')}>
          <SpaceBetween size="xs">
            {SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                checked={scopes.includes(scope)}
                description={t(`machine.scopeAbout.${scope}`)}
                onChange={({ detail }) =>
                  change({ scopes: SCOPES.filter((one) => (one === scope ? detail.checked : scopes.includes(one))) })
                }
              >
                {t(`machine.scope.${scope}`)}
              </Checkbox>
            ))}
          </SpaceBetween>
        </FormField>
        <FormField label={t('machine.form.centre')} description={t('machine.form.centreHelp')} errorText={refused('centre')}>
          <Select
            selectedOption={own.find((one) => one.value === centre) ?? nowhere}
            options={needsCentre(scopes) ? own : [nowhere, ...own]}
            expandToViewport
            onChange={({ detail }) => change({ centre: detail.selectedOption.value ?? '' })}
          />
        </FormField>
        <FormField label={t('machine.form.days')} description={t('machine.form.daysHelp')} errorText={refused('days')}>
          <Select
            selectedOption={lengths.find((one) => one.value === String(days)) ?? null}
            options={lengths}
            expandToViewport
            onChange={({ detail }) => change({ days: Number(detail.selectedOption.value) })}
          />
        </FormField>
        <ExpandableSection headerText={t('machine.form.limits')}>
          <SpaceBetween size="s">
            {LIMITS.filter((one) => one !== 'recordsPerDay' || scopes.includes('track')).map((one) => (
              <FormField
                key={one}
                label={t(`machine.form.${one}`)}
                constraintText={t('machine.form.usual', { limit: terms.limits[one], most: terms.maxLimits[one] })}
                errorText={wrong(one)}
              >
                <Input
                  value={limits[one]}
                  inputMode="numeric"
                  placeholder={String(terms.limits[one])}
                  onChange={({ detail }) => change({ limits: { ...limits, [one]: detail.value } })}
                />
              </FormField>
            ))}
          </SpaceBetween>
        </ExpandableSection>
        {make.error && <ProblemAlert error={make.error} />}
      </SpaceBetween>
    </Modal>
  )
}
