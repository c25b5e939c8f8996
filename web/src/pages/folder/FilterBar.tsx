import Button from '@cloudscape-design/components/button'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAgents } from '../../api/work'
import { useWorkplace } from '../../app/workplace'
import { type Filter, type FilterName, isNarrowed, narrowed } from '../../logic/folderFilter'

interface Option {
  value: string
  label: string
}

const AGES = ['1', '3', '7', '14', '30', '90'] as const

interface Props {
  filter: Filter
  /** Somebody came for it with a key: it has the focus. */
  focused: boolean
  onChange(filter: Filter): void
}

/** Narrows a folder; what is chosen stands in the address, so that it can be kept and told. */
export default function FilterBar({ filter, focused, onChange }: Props) {
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    if (focused) bar.current?.querySelector('button')?.focus()
  }, [focused])
  const { t } = useTranslation()
  const { catalogue, centre, operators, can, language } = useWorkplace()
  const agents = useAgents(centre, can('agent', 'supervisor', 'operator-administrator'))
  const [item, setItem] = useState(filter.item ?? '')
  const set = (name: FilterName, value: string) => onChange(narrowed(filter, name, value))
  const byLabel = (options: Option[]) => options.sort((a, b) => a.label.localeCompare(b.label, language))
  const coded = (codes: readonly { code: string; labels: Record<string, string> }[]) =>
    byLabel(codes.map(({ code, labels }) => ({ value: code, label: catalogue.text(labels, code) })))
  const choices: [FilterName, Option[]][] = [
    ['workflow', coded(catalogue.release.workflows)],
    ['product', coded(catalogue.release.products)],
    ['level', ['1', '2', '3'].map((value) => ({ value, label: t('filter.levelOf', { level: value }) }))],
    ['partner', byLabel(operators.map(({ code, name }) => ({ value: code, label: name })))],
    [
      'agent',
      [
        { value: 'me', label: t('filter.me') },
        { value: 'none', label: t('filter.nobody') },
        ...(agents.data ?? []).map(({ subject, name }) => ({ value: subject, label: name })),
      ],
    ],
    ['olderThanDays', AGES.map((value) => ({ value, label: t('filter.older', { count: Number(value) }) }))],
    ['urgent', [{ value: 'true', label: t('filter.urgentOnly') }]],
  ]
  return (
    <search ref={bar} className="wa-filter" aria-label={t('filter.label')}>
      {choices.map(([name, options]) => {
        const any = { value: '', label: t(`filter.any.${name as 'product'}`) }
        const chosen = options.find((one) => one.value === filter[name])
        return (
          <Select
            key={name}
            ariaLabel={t(`filter.${name as 'product'}`)}
            selectedOption={filter[name] ? (chosen ?? { value: filter[name], label: filter[name] }) : any}
            options={[any, ...options]}
            filteringType={options.length > 9 ? 'auto' : 'none'}
            filteringAriaLabel={t('form.find')}
            noMatch={t('form.nothingFound')}
            expandToViewport
            onChange={({ detail }) => set(name, detail.selectedOption.value ?? '')}
          />
        )
      })}
      <Input
        type="search"
        value={item}
        placeholder={t('filter.any.item')}
        ariaLabel={t('filter.item')}
        spellcheck={false}
        autoComplete={false}
        onChange={({ detail }) => {
          setItem(detail.value)
          if (detail.value === '' && filter.item) set('item', '')
        }}
        onKeyDown={({ detail }) => detail.key === 'Enter' && set('item', item)}
        onBlur={() => item.trim() !== (filter.item ?? '') && set('item', item)}
      />
      {isNarrowed(filter) && (
        <Button
          variant="link"
          onClick={() => {
            setItem('')
            onChange({})
          }}
        >
          {t('filter.clear')}
        </Button>
      )}
    </search>
  )
}
