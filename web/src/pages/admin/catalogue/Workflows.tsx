import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { Field, Workflow } from '../../../api/types'
import { useWorkplace } from '../../../app/workplace'
import { saidBesides, targetsAt } from '../../../logic/agreement'
import { formatMinutes } from '../../../logic/duration'
import { Fold } from './Fold'
import { useFieldWords } from './useFieldWords'

type Asked = Field & { section: string }

/** Each kind of question: its levels with replies and targets, its rules, what it asks for and what tracking proposes. */
export function Workflows() {
  const { catalogue } = useWorkplace()
  return (
    <SpaceBetween size="s">
      {catalogue.release.workflows.map((one) => (
        <Fold
          key={one.code}
          variant="container"
          header={`${catalogue.text(one.labels, one.code)} (${one.code})`}
          description={catalogue.text(one.purpose)}
        >
          {() => <One workflow={one} />}
        </Fold>
      ))}
    </SpaceBetween>
  )
}

function One({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const name = catalogue.text(workflow.labels, workflow.code)
  const fields = catalogue.requestFields(workflow.code)
  const proposals = workflow.proposals ?? []
  const said = (label: string, number: number) => ({ header: label, label: `${name}: ${label}`, number })
  const asked = said(t('catalogue.fieldsOf', { number: fields.length }), fields.length)
  const proposed = said(t('catalogue.proposalsOf', { number: proposals.length }), proposals.length)
  return (
    <SpaceBetween size="m">
      <Rules workflow={workflow} />
      <Levels workflow={workflow} />
      {asked.number > 0 && (
        <Fold header={asked.header} label={asked.label}>
          {() => <Fields workflow={workflow} />}
        </Fold>
      )}
      {proposed.number > 0 && (
        <Fold header={proposed.header} label={proposed.label}>
          {() => <Proposals workflow={workflow} />}
        </Fold>
      )}
    </SpaceBetween>
  )
}

function Rules({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const names = (codes: readonly string[] | null | undefined) => (codes ?? []).map((code) => catalogue.product(code)).join(', ')
  const { requires, limit } = workflow
  const field = (code: string) => catalogue.fieldName(workflow.code, code)
  const needed = [
    requires?.event && t('catalogue.requiresEvent', { event: catalogue.event(requires.event) }),
    requires?.dateField && t('catalogue.requiresDate', { field: field(requires.dateField) }),
    requires?.parentField &&
      t('catalogue.requiresParent', {
        field: field(requires.parentField),
        replies: (requires.parentReplies ?? []).map((code) => catalogue.reply(code)).join(', '),
      }),
  ].filter(Boolean)
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: t('catalogue.asks'), value: t(workflow.asks === 'origin' ? 'catalogue.asksOrigin' : 'catalogue.asksDestination') },
        { label: t('catalogue.products'), value: names(workflow.products) },
        {
          label: t('catalogue.closings'),
          value: (workflow.closingCodes ?? []).map((code) => `${catalogue.closing(code)} (${code})`).join(', '),
        },
        { label: t('catalogue.requires'), value: needed.length > 0 ? <Lines of={needed} /> : t('catalogue.requiresNothing') },
        {
          label: t('catalogue.limit'),
          value: limit ? (
            <Lines
              of={limit.counts.map((one) =>
                t('catalogue.limitOf', { products: names(one.products), max: one.max, count: one.workingDays }),
              )}
            />
          ) : (
            t('catalogue.limitNone')
          ),
        },
        { label: t('catalogue.mayBeAsked'), value: t(workflow.noWindow ? 'catalogue.atAnyTime' : 'catalogue.inTheWindow') },
        {
          label: t('catalogue.customs'),
          value: t(workflow.pausedByCustoms ? 'catalogue.customsStops' : 'catalogue.customsGoesOn'),
        },
      ]}
    />
  )
}

function Levels({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation()
  const { catalogue, language } = useWorkplace()
  const targets = (level: number) => {
    const all = targetsAt(catalogue.release, workflow.code, level)
    return all.map(({ minutes, products }) => (
      <div key={minutes}>
        {formatMinutes(minutes, language)}{' '}
        <span className="wa-soft wa-small">{products.map((code) => catalogue.product(code)).join(', ')}</span>
      </div>
    ))
  }
  return (
    <Table
      variant="embedded"
      wrapLines
      items={workflow.levels}
      trackBy={(one) => String(one.level)}
      ariaLabels={{ tableLabel: `${catalogue.text(workflow.labels, workflow.code)}: ${t('catalogue.levels')}` }}
      columnDefinitions={[
        {
          id: 'level',
          header: t('column.level'),
          minWidth: 160,
          isRowHeader: true,
          cell: (one) => `${one.level}: ${catalogue.text(one.labels)}`,
        },
        {
          id: 'replies',
          header: t('catalogue.replies'),
          minWidth: 200,
          cell: (one) =>
            workflow.noReply ? t('catalogue.noReply') : (one.replies ?? []).map((code) => `${catalogue.reply(code)} (${code})`).join(', '),
        },
        {
          id: 'targets',
          header: t('catalogue.targets'),
          minWidth: 220,
          cell: (one) => (targets(one.level).length > 0 ? targets(one.level) : t('column.none')),
        },
      ]}
    />
  )
}

function Fields({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const words = useFieldWords(catalogue.requestFields(workflow.code), workflow.code)
  const fields: Asked[] = workflow.sections.flatMap((section) =>
    section.fields.map((field) => ({ ...field, section: catalogue.text(section.labels, section.code) })),
  )
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      items={fields}
      trackBy="code"
      ariaLabels={{
        tableLabel: `${catalogue.text(workflow.labels, workflow.code)}: ${t('catalogue.fieldsOf', { number: fields.length })}`,
      }}
      columnDefinitions={[
        {
          id: 'name',
          header: t('catalogue.fields'),
          isRowHeader: true,
          minWidth: 140,
          cell: (one) => `${words.name(one)} (${one.code})`,
        },
        { id: 'section', header: t('catalogue.section'), minWidth: 130, cell: (one) => one.section },
        { id: 'type', header: t('catalogue.type'), minWidth: 150, cell: (one) => words.kind(one) },
        { id: 'must', header: t('catalogue.mandatory'), minWidth: 110, cell: (one) => words.must(one) },
        { id: 'appears', header: t('catalogue.appears'), minWidth: 150, cell: (one) => words.appears(one) || t('catalogue.always') },
        { id: 'from', header: t('catalogue.filledFrom'), minWidth: 190, cell: (one) => words.from(one) || t('column.none') },
      ]}
    />
  )
}

function Proposals({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const proposals = (workflow.proposals ?? []).map((one, place) => ({ ...one, place: String(place) }))
  return (
    <SpaceBetween size="xs">
      <div className="wa-soft wa-small">{t('catalogue.proposalsHelp')}</div>
      <Table
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={proposals}
        trackBy="place"
        ariaLabels={{
          tableLabel: `${catalogue.text(workflow.labels, workflow.code)}: ${t('catalogue.proposalsOf', { number: proposals.length })}`,
        }}
        columnDefinitions={[
          {
            id: 'event',
            header: t('catalogue.event'),
            isRowHeader: true,
            minWidth: 160,
            cell: (one) => `${catalogue.event(one.event)} (${one.event})`,
          },
          {
            id: 'when',
            header: t('catalogue.mustSay'),
            minWidth: 130,
            cell: (one) =>
              saidBesides(one.when, catalogue)
                .map(({ key, values }) => `${t(`catalogue.said.${key}`)}: ${values.join(', ') || t('catalogue.anyValue')}`)
                .join('; ') || t('column.none'),
          },
          { id: 'reply', header: t('catalogue.proposes'), minWidth: 160, cell: (one) => `${catalogue.reply(one.reply)} (${one.reply})` },
          {
            id: 'with',
            header: t('catalogue.with'),
            minWidth: 150,
            cell: (one) => {
              const fields = catalogue.replyOf(one.reply)?.fields ?? []
              return (
                Object.entries(one.fields ?? {})
                  .map(([code, value]) => {
                    const field = fields.find((other) => other.code === code)
                    return `${catalogue.text(field?.labels, code)}: ${catalogue.value(field, value)}`
                  })
                  .join('; ') || t('column.none')
              )
            },
          },
        ]}
      />
    </SpaceBetween>
  )
}

function Lines({ of }: { of: readonly (string | undefined)[] }) {
  return of.map((line) => <div key={line}>{line}</div>)
}
