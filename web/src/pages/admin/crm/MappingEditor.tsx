import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Integration, type Mapping, type Rule, useReadyMappings, useSetMapping, useTry } from '../../../api/crm'
import { asProblem } from '../../../api/problem'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { MEMBERS, mappingOf, type Parts, partsOf, readTable, ruleOf, tableText, withoutField, withRule } from '../../../logic/crmMapping'
import { same } from '../../../logic/versions'
import { Overtaken } from '../../../parts/Overtaken'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import type { Editing } from '../../../parts/useEdited'
import { useRefusals } from '../../../parts/useRefusals'
import { TextArea } from './TextArea'
import { TryResult } from './TryResult'
import { useMappingWords } from './words'

/** What stands over the rules; each field says it of itself, too. */
const COLUMNS = ['value', 'from', 'table', 'otherwise', 'sample'] as const

/** How long nobody types before the sample is tried again. */
const PAUSE = 500

function useLater<T>(value: T): T {
  const [later, setLater] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLater((before) => (same(before, value) ? before : value)), PAUSE)
    return () => clearTimeout(timer)
  }, [value])
  return later
}

interface Props {
  of: Integration
  editing: Editing<Parts>
  /** Reads what is live now. */
  reload(): void
}

/** A mapping under the hands of an administrator, tried on a sample with every change. */
export function MappingEditor({ of, editing, reload }: Props) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { catalogue } = useWorkplace()
  const ready = useReadyMappings().data?.items ?? []
  const { value, version, changed, clashing } = editing
  const mapping = mappingOf(value)
  const change = (next: Mapping) => editing.set(partsOf(next))
  const end = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState<string>()
  const [table, setTable] = useState('')
  const begin = ready.find((one) => one.system === of.system)?.samples?.[0]?.body ?? ''
  const sample = typed ?? begin
  const tried = useTry(useLater(sample.trim() ? { mapping, sample, centre: of.centre } : undefined))
  const save = useSetMapping(of.id)
  const wrong = useRefusals(asProblem(save.error).slug === 'mapping-refused' ? save.error : tried.error)
  const set = (member: string, rule: Rule) => change(withRule(mapping, member, rule))
  const samples = ready.map((one) => ({
    label: one.name,
    options: (one.samples ?? []).map((each) => ({ value: `${one.system}/${each.name}`, label: each.name })),
  }))
  const fields = catalogue.release.workflows.flatMap((one) => catalogue.requestFields(one.code))
  const codes = [...new Set(fields.map((one) => one.code))].filter((code) => code !== 'crmCaseId')
  const { fieldName, memberName, partWords } = useMappingWords()
  const own = Object.keys(mapping.fields ?? {}).sort((a, b) => fieldName(a).localeCompare(fieldName(b)))
  const put = () =>
    save.mutate(
      { seen: version, mapping },
      {
        onSuccess: (now) => {
          editing.reset()
          flash.done(t('crm.mapping.saved', { version: String(now.version) }))
        },
      },
    )
  return (
    <SpaceBetween size="l">
      <div className="wa-correct">
        <FormField stretch label={t('crm.mapping.sample')} description={t('crm.mapping.sampleHelp')}>
          <SpaceBetween size="xs">
            <Select
              selectedOption={null}
              placeholder={t('crm.mapping.choose')}
              options={samples}
              ariaLabel={t('crm.mapping.choose')}
              onChange={({ detail }) => {
                const [system, name] = (detail.selectedOption.value ?? '').split('/')
                setTyped(ready.find((one) => one.system === system)?.samples?.find((each) => each.name === name)?.body)
              }}
            />
            <TextArea value={sample} rows={18} label={t('crm.mapping.sample')} onChange={setTyped} />
          </SpaceBetween>
        </FormField>
        <SpaceBetween size="s">
          <Box variant="h3" padding="n">
            {t('crm.mapping.result')}
          </Box>
          {!sample.trim() ? (
            <Box color="text-body-secondary">{t('crm.mapping.paste')}</Box>
          ) : tried.error ? (
            <ProblemAlert error={tried.error} />
          ) : tried.data ? (
            <TryResult of={tried.data} />
          ) : (
            <Box color="text-body-secondary">{t('crm.mapping.trying')}</Box>
          )}
        </SpaceBetween>
      </div>
      <Header
        variant="h2"
        description={t('crm.mapping.rulesHelp')}
        actions={
          <div ref={end} tabIndex={-1}>
            <SpaceBetween direction="horizontal" size="xs">
              <ButtonDropdown
                items={ready.map((one) => ({ id: one.system, text: one.name }))}
                onItemClick={({ detail }) => {
                  const one = ready.find(({ system }) => system === detail.id)
                  if (one) change(one.mapping)
                }}
              >
                {t('crm.mapping.useReady')}
              </ButtonDropdown>
              {changed && <Button onClick={() => [save.reset(), editing.reset()]}>{t('crm.mapping.discard')}</Button>}
              <Button variant="primary" disabled={!changed || clashing.length > 0} loading={save.isPending} onClick={put}>
                {t('crm.mapping.save')}
              </Button>
            </SpaceBetween>
          </div>
        }
      >
        {t('crm.mapping.rules')} {changed && <Badge color="blue">{t('crm.mapping.unsaved')}</Badge>}
      </Header>
      <Overtaken
        error={save.error}
        editing={editing}
        words={partWords(editing.theirs, value)}
        onSave={put}
        onReload={reload}
        onDecided={() => end.current?.focus()}
      />
      <div className="wa-rules">
        <div className="wa-mapping wa-mapping-heads" aria-hidden="true">
          {COLUMNS.map((one) => (
            <div key={one}>{t(`crm.mapping.column.${one}`)}</div>
          ))}
        </div>
        {[...MEMBERS, ...own.map((code) => `fields.${code}`)].map((member) => (
          <RuleRow
            key={member}
            name={memberName(member)}
            rule={ruleOf(mapping, member)}
            tables={Object.keys(mapping.tables ?? {})}
            wrong={wrong(member)}
            found={tried.data?.trace?.find((one) => one.member === member)}
            onChange={(rule) => set(member, rule)}
            onRemove={member.startsWith('fields.') ? () => change(withoutField(mapping, member.slice('fields.'.length))) : undefined}
          />
        ))}
      </div>
      <Select
        selectedOption={null}
        placeholder={t('crm.mapping.addField')}
        ariaLabel={t('crm.mapping.addField')}
        filteringType="auto"
        options={codes.filter((code) => !own.includes(code)).map((code) => ({ value: code, label: fieldName(code), description: code }))}
        onChange={({ detail }) => set(`fields.${detail.selectedOption.value}`, {})}
      />
      <ExpandableSection variant="container" headerText={t('crm.mapping.tables')} headerDescription={t('crm.mapping.tablesHelp')}>
        <SpaceBetween size="m">
          {Object.entries(mapping.tables ?? {}).map(([name, entries]) => (
            <TableText
              key={name}
              name={name}
              entries={entries}
              onChange={(next) => change({ ...mapping, tables: { ...mapping.tables, [name]: next } })}
              onRemove={() => {
                const { [name]: _gone, ...tables } = mapping.tables ?? {}
                change({ ...mapping, tables })
              }}
            />
          ))}
          <SpaceBetween direction="horizontal" size="xs">
            <Input
              value={table}
              ariaLabel={t('crm.mapping.tableName')}
              placeholder={t('crm.mapping.tableName')}
              onChange={({ detail }) => setTable(detail.value)}
            />
            <Button
              disabled={table.trim() === '' || table.trim() in (mapping.tables ?? {})}
              onClick={() => {
                change({ ...mapping, tables: { ...mapping.tables, [table.trim()]: {} } })
                setTable('')
              }}
            >
              {t('crm.mapping.addTable')}
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  )
}

interface RowProps {
  name: string
  rule: Rule
  tables: string[]
  wrong: string | undefined
  found: { found: string; value: string; wrong: string } | undefined
  onChange(rule: Rule): void
  onRemove: (() => void) | undefined
}

function RuleRow({ name, rule, tables, wrong, found, onChange, onRemove }: RowProps) {
  const { t } = useTranslation()
  const none = { value: '', label: t('crm.mapping.noTable') }
  const options = [none, ...tables.map((one) => ({ value: one, label: one }))]
  return (
    <div className="wa-mapping">
      <div className="wa-mapping-name">{name}</div>
      <div>
        <Input
          value={rule.from ?? ''}
          ariaLabel={t('crm.mapping.from', { member: name })}
          placeholder={t('crm.mapping.column.from')}
          spellcheck={false}
          invalid={wrong !== undefined}
          onChange={({ detail }) => onChange({ ...rule, from: detail.value })}
        />
      </div>
      <div>
        <Select
          selectedOption={options.find((one) => one.value === (rule.table ?? '')) ?? none}
          options={options}
          ariaLabel={t('crm.mapping.table', { member: name })}
          expandToViewport
          onChange={({ detail }) => onChange({ ...rule, table: detail.selectedOption.value })}
        />
      </div>
      <div>
        <Input
          value={rule.otherwise ?? ''}
          ariaLabel={t('crm.mapping.otherwise', { member: name })}
          placeholder={t('crm.mapping.column.otherwise')}
          spellcheck={false}
          onChange={({ detail }) => onChange({ ...rule, otherwise: detail.value })}
        />
      </div>
      <div className="wa-mapping-found wa-small">
        {wrong ? (
          <span className="wa-fault">{wrong}</span>
        ) : found ? (
          found.wrong ? (
            <span className="wa-fault">{found.found || t('crm.mapping.nothing')}</span>
          ) : (
            <span>{found.value || <span className="wa-soft">{t('crm.mapping.nothing')}</span>}</span>
          )
        ) : null}
      </div>
      <div>
        {onRemove && <Button variant="icon" iconName="close" ariaLabel={t('crm.mapping.remove', { member: name })} onClick={onRemove} />}
      </div>
    </div>
  )
}

interface TableProps {
  name: string
  entries: Readonly<Record<string, string>>
  onChange(entries: Record<string, string>): void
  onRemove(): void
}

/** What is typed stays as it is typed, as long as it says what the table says. */
function TableText({ name, entries, onChange, onRemove }: TableProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const text = same(readTable(typed), entries) ? typed : tableText(entries)
  return (
    <FormField
      stretch
      label={name}
      secondaryControl={<Button variant="icon" iconName="close" ariaLabel={t('crm.mapping.remove', { member: name })} onClick={onRemove} />}
    >
      <Textarea
        value={text}
        rows={Math.min(12, Math.max(3, Object.keys(entries).length + 1))}
        spellcheck={false}
        ariaLabel={name}
        onChange={({ detail }) => {
          setTyped(detail.value)
          onChange(readTable(detail.value))
        }}
      />
    </FormField>
  )
}
