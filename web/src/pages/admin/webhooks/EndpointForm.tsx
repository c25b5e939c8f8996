import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCentres, useRelease } from '../../../api/directory'
import { asProblem } from '../../../api/problem'
import { type Endpoint, type EndpointWithSecret, useChangeEndpoint, useCreateEndpoint } from '../../../api/webhooks'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { label } from '../../../logic/catalogue'
import { answered, type Sent, sentAs } from '../../../logic/once'
import { useRefusals } from '../refusals'
import { Dialog } from './Dialog'
import { useTypeWords } from './words'

const LANGUAGES = [
  ['en', 'English'],
  ['fr', 'Français'],
  ['de', 'Deutsch'],
  ['es', 'Español'],
] as const

interface Props {
  of?: Endpoint
  types: readonly string[]
  onClose(): void
  onMade?(endpoint: EndpointWithSecret): void
}

/** What an endpoint is called with, and whom to write to when it does not answer. */
export function EndpointForm({ of, types, onClose, onMade }: Props) {
  const { t } = useTranslation()
  const flash = useFlash()
  const words = useTypeWords()
  const { me, language } = useWorkplace()
  const create = useCreateEndpoint()
  const change = useChangeEndpoint()
  const error = create.error ?? change.error
  const refused = useRefusals(error)
  const centres = (useCentres().data?.items ?? []).filter((one) => one.operator === me.operator?.code)
  const release = useRelease().data
  const [sent, setSent] = useState<Sent>()
  const [name, setName] = useState(of?.name ?? '')
  const [url, setUrl] = useState(of?.url ?? 'https://')
  const [some, setSome] = useState((of?.types.length ?? 0) > 0)
  const [chosen, setChosen] = useState<readonly string[]>(of?.types ?? [])
  const [side, setSide] = useState(of?.filter.side ?? '')
  const [workflows, setWorkflows] = useState<readonly string[]>(of?.filter.workflows ?? [])
  const [products, setProducts] = useState<readonly string[]>(of?.filter.products ?? [])
  const [own, setOwn] = useState<readonly string[]>(of?.filter.centres ?? [])
  const [contact, setContact] = useState(of?.contact ?? '')
  const [mails, setMails] = useState(of?.language ?? language.slice(0, 2))

  const ready = name.trim() !== '' && url.trim().length > 8 && contact.trim() !== '' && (!some || chosen.length > 0)
  const go = () => {
    const body = {
      name: name.trim(),
      url: url.trim(),
      types: some ? [...chosen] : [],
      filter: {
        ...(workflows.length > 0 ? { workflows: [...workflows] } : {}),
        ...(products.length > 0 ? { products: [...products] } : {}),
        ...(own.length > 0 ? { centres: [...own] } : {}),
        ...(side ? { side } : {}),
      },
      contact: contact.trim(),
      language: mails,
    }
    if (of) {
      const done = () => {
        flash.done(t('webhooks.saved', { name: body.name }))
        onClose()
      }
      change.mutate({ ...body, id: of.id, version: of.version }, { onSuccess: done })
      return
    }
    const as = sentAs(sent, JSON.stringify(body), () => crypto.randomUUID())
    setSent(as)
    create.mutate(
      { ...body, once: as.key },
      { onSuccess: (made) => onMade?.(made), onError: (problem) => answered(asProblem(problem).status) && setSent(undefined) },
    )
  }
  const sides = [
    { value: '', label: t('webhooks.form.bothSides') },
    { value: 'requester', label: t('webhooks.form.requester') },
    { value: 'replier', label: t('webhooks.form.replier') },
  ]
  const languages = LANGUAGES.map(([value, text]) => ({ value, label: text }))
  return (
    <Dialog
      large
      title={of ? t('webhooks.form.edit', { name: of.name }) : t('webhooks.form.add')}
      go={of ? t('webhooks.form.save') : t('webhooks.form.make')}
      ready={ready}
      busy={create.isPending || change.isPending}
      error={error}
      onGo={go}
      onClose={onClose}
    >
      <FormField label={t('webhooks.form.name')} errorText={refused('name')}>
        <Input value={name} placeholder="CRM" onChange={({ detail }) => setName(detail.value)} autoComplete={false} />
      </FormField>
      <FormField
        label={t('webhooks.form.url')}
        description={t('webhooks.form.urlHelp')}
        errorText={refused('url') && t('webhooks.form.urlRefused')}
      >
        <Input
          value={url}
          type="url"
          inputMode="url"
          onChange={({ detail }) => setUrl(detail.value)}
          autoComplete={false}
          spellcheck={false}
        />
      </FormField>
      <FormField label={t('webhooks.form.types')} errorText={refused('types')}>
        <SpaceBetween size="xs">
          <RadioGroup
            value={some ? 'some' : 'all'}
            items={[
              { value: 'all', label: t('webhooks.form.all') },
              { value: 'some', label: t('webhooks.form.some') },
            ]}
            onChange={({ detail }) => setSome(detail.value === 'some')}
          />
          {some && (
            <Choice
              all={types.map((one) => ({ value: one, label: words(one), description: one }))}
              chosen={chosen}
              placeholder={t('webhooks.form.chooseTypes')}
              onChange={setChosen}
            />
          )}
        </SpaceBetween>
      </FormField>
      <FormField label={t('webhooks.form.side')}>
        <Select
          selectedOption={sides.find((one) => one.value === side) ?? null}
          options={sides}
          expandToViewport
          onChange={({ detail }) => setSide(detail.selectedOption.value ?? '')}
        />
      </FormField>
      <FormField label={t('webhooks.form.workflows')} errorText={refused('filter.workflows')}>
        <Choice
          all={(release?.workflows ?? []).map((one) => ({
            value: one.code,
            label: label(one.labels, language, one.code),
            description: one.code,
          }))}
          chosen={workflows}
          placeholder={t('webhooks.form.allWorkflows')}
          onChange={setWorkflows}
        />
      </FormField>
      <FormField label={t('webhooks.form.products')} errorText={refused('filter.products')}>
        <Choice
          all={(release?.products ?? []).map((one) => ({
            value: one.code,
            label: label(one.labels, language, one.code),
            description: one.code,
          }))}
          chosen={products}
          placeholder={t('webhooks.form.allProducts')}
          onChange={setProducts}
        />
      </FormField>
      {centres.length > 1 && (
        <FormField label={t('webhooks.form.centres')} errorText={refused('filter.centres')}>
          <Choice
            all={centres.map((one) => ({ value: one.id, label: one.name, description: one.id }))}
            chosen={own}
            placeholder={t('webhooks.form.allCentres')}
            onChange={setOwn}
          />
        </FormField>
      )}
      <FormField label={t('webhooks.form.contact')} description={t('webhooks.form.contactHelp')} errorText={refused('contact')}>
        <Input type="email" inputMode="email" value={contact} onChange={({ detail }) => setContact(detail.value)} autoComplete={false} />
      </FormField>
      <FormField label={t('webhooks.form.language')}>
        <Select
          selectedOption={languages.find((one) => one.value === mails) ?? null}
          options={languages}
          expandToViewport
          onChange={({ detail }) => setMails(detail.selectedOption.value ?? 'en')}
        />
      </FormField>
    </Dialog>
  )
}

interface ChoiceProps {
  all: readonly MultiselectProps.Option[]
  chosen: readonly string[]
  placeholder: string
  onChange(chosen: string[]): void
}

/** Some of many; none chosen is what the placeholder says. */
function Choice({ all, chosen, placeholder, onChange }: ChoiceProps) {
  return (
    <Multiselect
      options={all}
      selectedOptions={chosen.map((value) => all.find((one) => one.value === value) ?? { value, label: value })}
      placeholder={placeholder}
      filteringType="auto"
      expandToViewport
      keepOpen
      onChange={({ detail }) => onChange(detail.selectedOptions.map((one) => one.value ?? ''))}
    />
  )
}
