import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCentres, useRelease } from '../../../api/directory'
import { asProblem } from '../../../api/problem'
import { type Endpoint, type EndpointWithSecret, useChangeEndpoint, useCreateEndpoint } from '../../../api/webhooks'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { label } from '../../../logic/catalogue'
import { LANGUAGES, type Language, languageOf, OWN_NAMES } from '../../../logic/languages'
import { answered, type Sent, sentAs } from '../../../logic/once'
import { Overtaken, type PartWords } from '../../../parts/Overtaken'
import { useEdited } from '../../../parts/useEdited'
import { useRefusals } from '../../../parts/useRefusals'
import { Dialog } from './Dialog'
import { useTypeWords } from './words'

interface Settings {
  name: string
  url: string
  some: boolean
  chosen: readonly string[]
  side: string
  workflows: readonly string[]
  products: readonly string[]
  own: readonly string[]
  contact: string
  mails: Language
}

interface Props {
  /** As it is stored now, also while it is edited; none to make one. */
  of?: Endpoint
  types: readonly string[]
  /** Reads what is there now. */
  reload(): void
  onClose(): void
  onMade?(endpoint: EndpointWithSecret): void
}

/** What an endpoint is called with, and whom to write to when it does not answer. */
export function EndpointForm({ of, types, reload, onClose, onMade }: Props) {
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
  const end = useRef<HTMLDivElement>(null)
  const editing = useEdited<Settings>(
    `webhook.${of?.id ?? 'new'}`,
    {
      name: of?.name ?? '',
      url: of?.url ?? 'https://',
      some: (of?.types.length ?? 0) > 0,
      chosen: of?.types ?? [],
      side: of?.filter.side ?? '',
      workflows: of?.filter.workflows ?? [],
      products: of?.filter.products ?? [],
      own: of?.filter.centres ?? [],
      contact: of?.contact ?? '',
      mails: languageOf(of?.language) ?? languageOf(language) ?? 'en',
    },
    of?.version ?? 0,
  )
  const { value: form, version, clashing, set, reset } = editing
  const { name, url, some, chosen, side, workflows, products, own, contact, mails } = form
  const edit = (part: Partial<Settings>) => set({ ...form, ...part })
  const close = () => {
    reset()
    onClose()
  }

  const ready =
    name.trim() !== '' && url.trim().length > 8 && contact.trim() !== '' && (!some || chosen.length > 0) && clashing.length === 0
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
        close()
      }
      change.mutate({ ...body, id: of.id, version }, { onSuccess: done })
      return
    }
    const as = sentAs(sent, JSON.stringify(body), () => crypto.randomUUID())
    setSent(as)
    create.mutate(
      { ...body, once: as.key },
      { onSuccess: (made) => [reset(), onMade?.(made)], onError: (problem) => answered(asProblem(problem).status) && setSent(undefined) },
    )
  }
  const sides = [
    { value: '', label: t('webhooks.form.bothSides') },
    { value: 'requester', label: t('webhooks.form.requester') },
    { value: 'replier', label: t('webhooks.form.replier') },
  ]
  const languages = LANGUAGES.map((value) => ({ value, label: OWN_NAMES[value] }))
  const listed = (none: string, named: (one: string) => string) => (all: readonly string[]) => all.map(named).join(', ') || none
  const coded = (all: readonly { code: string; labels: Record<string, string> }[] | undefined) => (code: string) =>
    label(all?.find((one) => one.code === code)?.labels ?? {}, language, code)
  const parts: PartWords<Settings> = {
    name: [t('webhooks.form.name'), String],
    url: [t('webhooks.form.url'), String],
    some: [t('webhooks.form.types'), (only) => t(only ? 'webhooks.form.some' : 'webhooks.form.all')],
    chosen: [t('webhooks.form.types'), listed(t('webhooks.form.all'), words)],
    side: [t('webhooks.form.side'), (value) => sides.find((one) => one.value === value)?.label ?? value],
    workflows: [t('webhooks.form.workflows'), listed(t('webhooks.form.allWorkflows'), coded(release?.workflows))],
    products: [t('webhooks.form.products'), listed(t('webhooks.form.allProducts'), coded(release?.products))],
    own: [t('webhooks.form.centres'), listed(t('webhooks.form.allCentres'), (id) => centres.find((one) => one.id === id)?.name ?? id)],
    contact: [t('webhooks.form.contact'), String],
    mails: [t('webhooks.form.language'), (value) => OWN_NAMES[value]],
  }
  return (
    <Dialog
      large
      title={of ? t('webhooks.form.edit', { name: of.name }) : t('webhooks.form.add')}
      go={of ? t('webhooks.form.save') : t('webhooks.form.make')}
      ready={ready}
      busy={create.isPending || change.isPending}
      end={end}
      onGo={go}
      onClose={close}
    >
      <FormField label={t('webhooks.form.name')} errorText={refused('name')}>
        <Input value={name} placeholder="CRM" onChange={({ detail }) => edit({ name: detail.value })} autoComplete={false} />
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
          onChange={({ detail }) => edit({ url: detail.value })}
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
            onChange={({ detail }) => edit({ some: detail.value === 'some' })}
          />
          {some && (
            <Choice
              all={types.map((one) => ({ value: one, label: words(one), description: one }))}
              chosen={chosen}
              placeholder={t('webhooks.form.chooseTypes')}
              onChange={(list) => edit({ chosen: list })}
            />
          )}
        </SpaceBetween>
      </FormField>
      <FormField label={t('webhooks.form.side')}>
        <Select
          selectedOption={sides.find((one) => one.value === side) ?? null}
          options={sides}
          expandToViewport
          onChange={({ detail }) => edit({ side: detail.selectedOption.value ?? '' })}
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
          onChange={(list) => edit({ workflows: list })}
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
          onChange={(list) => edit({ products: list })}
        />
      </FormField>
      {centres.length > 1 && (
        <FormField label={t('webhooks.form.centres')} errorText={refused('filter.centres')}>
          <Choice
            all={centres.map((one) => ({ value: one.id, label: one.name, description: one.id }))}
            chosen={own}
            placeholder={t('webhooks.form.allCentres')}
            onChange={(list) => edit({ own: list })}
          />
        </FormField>
      )}
      <FormField label={t('webhooks.form.contact')} description={t('webhooks.form.contactHelp')} errorText={refused('contact')}>
        <Input
          type="email"
          inputMode="email"
          value={contact}
          onChange={({ detail }) => edit({ contact: detail.value })}
          autoComplete={false}
        />
      </FormField>
      <FormField label={t('webhooks.form.language')}>
        <Select
          selectedOption={languages.find((one) => one.value === mails) ?? null}
          options={languages}
          expandToViewport
          onChange={({ detail }) => edit({ mails: languageOf(detail.selectedOption.value) ?? 'en' })}
        />
      </FormField>
      <Overtaken error={error} editing={editing} words={parts} onSave={go} onReload={reload} onDecided={() => end.current?.focus()} />
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
