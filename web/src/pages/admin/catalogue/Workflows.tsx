import ExpandableSection from '@cloudscape-design/components/expandable-section'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { Field, Workflow } from '../../../api/types'
import { useWorkplace } from '../../../app/workplace'
import { formatMinutes } from '../../../logic/duration'

type Asked = Field & { section: string }

/** Each kind of question: its levels with replies and targets, and what it asks for. */
export function Workflows() {
  const { catalogue } = useWorkplace()
  return (
    <SpaceBetween size="s">
      {catalogue.release.workflows.map((one) => (
        <ExpandableSection
          key={one.code}
          variant="container"
          headerText={`${catalogue.text(one.labels, one.code)} (${one.code})`}
          headerDescription={catalogue.text(one.purpose)}
        >
          <One workflow={one} />
        </ExpandableSection>
      ))}
    </SpaceBetween>
  )
}

function One({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation()
  const { catalogue, language } = useWorkplace()
  const { release } = catalogue
  const labelled = (codes: readonly string[] | null | undefined, say: (code: string) => string) =>
    (codes ?? []).map((code) => `${say(code)} (${code})`).join(', ')
  const closing = (code: string) => catalogue.text(release.closingCodes.find((one) => one.code === code)?.labels, code)
  const fields: Asked[] = workflow.sections.flatMap((section) =>
    section.fields.map((field) => ({ ...field, section: catalogue.text(section.labels, section.code) })),
  )
  const targets = (level: number) => {
    const by = new Map<number, string[]>()
    for (const one of release.targets ?? [])
      if (one.workflow === workflow.code && one.level === level) by.set(one.minutes, [...(by.get(one.minutes) ?? []), one.product])
    return [...by]
      .sort(([a], [b]) => a - b)
      .map(([minutes, products]) => `${formatMinutes(minutes, language)}: ${products.join(', ')}`)
      .join('; ')
  }
  const must = (field: Asked) =>
    field.mandatory
      ? t('common.yes')
      : field.mandatoryFromLevel
        ? t('catalogue.fromLevel', { level: field.mandatoryFromLevel })
        : t('common.no')
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={[
          { label: t('catalogue.asks'), value: t(workflow.asks === 'origin' ? 'catalogue.asksOrigin' : 'catalogue.asksDestination') },
          { label: t('catalogue.products'), value: (workflow.products ?? []).map((code) => catalogue.product(code)).join(', ') },
          { label: t('catalogue.closings'), value: labelled(workflow.closingCodes, closing) },
        ]}
      />
      <Table
        variant="embedded"
        wrapLines
        items={workflow.levels}
        trackBy={(one) => String(one.level)}
        ariaLabels={{ tableLabel: t('catalogue.levels') }}
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
            cell: (one) => (workflow.noReply ? t('catalogue.noReply') : labelled(one.replies, catalogue.reply)),
          },
          { id: 'targets', header: t('catalogue.targets'), minWidth: 180, cell: (one) => targets(one.level) || t('column.none') },
        ]}
      />
      <Table
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={fields}
        trackBy="code"
        ariaLabels={{ tableLabel: t('catalogue.fields') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('catalogue.fields'),
            isRowHeader: true,
            cell: (one) => `${catalogue.text(one.labels, one.code)} (${one.code})`,
          },
          { id: 'section', header: t('catalogue.section'), cell: (one) => one.section },
          { id: 'type', header: t('catalogue.type'), cell: (one) => t(`fieldType.${one.type as 'text'}`, { defaultValue: one.type }) },
          { id: 'must', header: t('catalogue.mandatory'), cell: must },
        ]}
      />
    </SpaceBetween>
  )
}
