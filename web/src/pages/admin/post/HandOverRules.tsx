import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Multiselect from '@cloudscape-design/components/multiselect'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { type HandOverRule, useEditOperator } from '../../../api/admin'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { dateOf } from '../../../logic/calendarText'
import { languageNames } from '../../../logic/languages'
import type { PartWords } from '../../../parts/Overtaken'
import { useEdited } from '../../../parts/useEdited'
import { useRefusals } from '../../../parts/useRefusals'
import { SaveBar } from '../SaveBar'
import type { PostProps } from './PostPage'

interface Rules {
  rules: HandOverRule[]
}

interface Option {
  value: string
  label: string
}

const moved = <T,>(list: readonly T[], from: number, to: number): T[] => {
  const rest = [...list]
  rest.splice(to, 0, ...rest.splice(from, 1))
  return rest
}

/** In their order: the first rule that fits a question chooses the call centre. */
export function HandOverRules({ operator, reload }: PostProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { catalogue, operators, language } = useWorkplace()
  const edit = useEditOperator(operator.code)
  const refused = useRefusals(edit.error)
  const editing = useEdited<Rules>(`rules.${operator.code}`, { rules: operator.handOver ?? [] }, operator.version)
  const { version, reset } = editing
  const { rules } = editing.value
  const set = (next: HandOverRule[]) => editing.set({ rules: next })
  const again = () => [edit.reset(), reset()]
  const change = (i: number, part: Partial<HandOverRule>) => set(rules.map((rule, j) => (i === j ? { ...rule, ...part } : rule)))
  const products = (operator.services ?? []).map((code) => ({ value: code, label: catalogue.product(code) }))
  const workflows = catalogue.release.workflows.map((one) => ({ value: one.code, label: catalogue.text(one.labels, one.code) }))
  const levels = ['1', '2', '3'].map((value) => ({ value, label: t('filter.levelOf', { level: value }) }))
  const languages = [...new Set(operators.flatMap((one) => one.languages ?? []))]
    .map((value) => ({ value, label: languageNames([value], language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
  const centres = operator.callCentres.map((one) => ({ value: one.id, label: one.name }))

  const named = (codes: readonly unknown[] | undefined, options: Option[]) =>
    (codes ?? []).map((code) => options.find((one) => one.value === String(code))?.label ?? String(code))
  const inWords = (rule: HandOverRule, place: number) => {
    const of = [
      ...named(rule.workflows, workflows),
      ...named(rule.products, products),
      ...named(rule.levels, levels),
      ...named(rule.languages, languages),
    ]
    const days = (['from', 'until'] as const).flatMap((name) => (rule[name] ? [`${t(`admin.handOver.${name}`)} ${rule[name]}`] : []))
    const whole = [...(of.length > 0 ? of : [t('admin.handOver.any')]), ...days, ...named([rule.centre], centres)]
    return `${t('admin.handOver.rule', { place: place + 1 })}: ${whole.join(', ')}`
  }
  const words: PartWords<Rules> = { rules: [t('admin.handOver.title'), (list) => list.map(inWords).join('\n')] }

  const several = (i: number, name: 'products' | 'workflows' | 'levels' | 'languages', options: Option[]) => {
    const chosen = (rules[i]?.[name] ?? []).map(String)
    return (
      <FormField label={t(`admin.handOver.${name}`)} errorText={refused(`rules[${i}].${name}`)}>
        <Multiselect
          selectedOptions={chosen.map((code) => options.find((one) => one.value === code) ?? { value: code, label: code })}
          options={options}
          placeholder={t('admin.handOver.any')}
          filteringType={options.length > 8 ? 'auto' : 'none'}
          filteringAriaLabel={t('form.find')}
          noMatch={t('form.nothingFound')}
          tokenLimit={2}
          expandToViewport
          deselectAriaLabel={(option) => t('admin.handOver.without', { what: option.label ?? '' })}
          onChange={({ detail }) => {
            const codes = detail.selectedOptions.map((one) => one.value ?? '')
            change(i, { [name]: name === 'levels' ? codes.map(Number) : codes })
          }}
        />
      </FormField>
    )
  }
  const day = (i: number, name: 'from' | 'until') => {
    const typed = rules[i]?.[name] ?? ''
    return (
      <FormField
        label={t(`admin.handOver.${name}`)}
        errorText={refused(`rules[${i}].${name}`) ?? (typed && !dateOf(typed) ? t('field.notADate') : undefined)}
      >
        <Input
          value={typed}
          placeholder={t('admin.handOver.always')}
          onChange={({ detail }) => change(i, { [name]: detail.value })}
          onBlur={() => change(i, { [name]: dateOf(typed.trim()) ?? typed.trim() })}
        />
      </FormField>
    )
  }
  const complete = rules.every((rule) => rule.centre && [rule.from, rule.until].every((date) => !date || dateOf(date) === date))
  return (
    <SpaceBetween size="l">
      <div className="wa-soft">{t('admin.handOver.about')}</div>
      {rules.length === 0 && <div>{t('admin.handOver.none')}</div>}
      {rules.map((rule, i) => (
        <Container
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the order
          key={i}
          header={
            <Header
              variant="h2"
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    iconName="angle-up"
                    variant="icon"
                    ariaLabel={t('admin.handOver.up', { place: i + 1 })}
                    disabled={i === 0}
                    onClick={() => set(moved(rules, i, i - 1))}
                  />
                  <Button
                    iconName="angle-down"
                    variant="icon"
                    ariaLabel={t('admin.handOver.down', { place: i + 1 })}
                    disabled={i === rules.length - 1}
                    onClick={() => set(moved(rules, i, i + 1))}
                  />
                  <Button
                    iconName="remove"
                    variant="icon"
                    ariaLabel={t('admin.handOver.remove', { place: i + 1 })}
                    onClick={() => set(rules.filter((_, j) => j !== i))}
                  />
                </SpaceBetween>
              }
            >
              {t('admin.handOver.rule', { place: i + 1 })}
            </Header>
          }
        >
          <div className="wa-rule">
            {several(i, 'workflows', workflows)}
            {several(i, 'products', products)}
            {several(i, 'levels', levels)}
            {several(i, 'languages', languages)}
            {day(i, 'from')}
            {day(i, 'until')}
            <FormField label={t('admin.handOver.centre')} errorText={refused(`rules[${i}].centre`)}>
              <Select
                selectedOption={centres.find((one) => one.value === rule.centre) ?? null}
                options={centres}
                placeholder={t('form.choose')}
                expandToViewport
                onChange={({ detail }) => change(i, { centre: detail.selectedOption.value ?? '' })}
              />
            </FormField>
          </div>
        </Container>
      ))}
      <Button iconName="add-plus" onClick={() => set([...rules, { centre: '' }])}>
        {t('admin.handOver.add')}
      </Button>
      <SaveBar
        error={edit.error}
        saving={edit.isPending}
        ready={complete}
        editing={editing}
        words={words}
        onSave={() =>
          edit.mutate({ part: 'hand-over', body: { rules }, version }, { onSuccess: () => [flash.done(t('admin.saved')), again()] })
        }
        onReset={again}
        onReload={reload}
      />
    </SpaceBetween>
  )
}
