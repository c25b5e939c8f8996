import ExpandableSection from '@cloudscape-design/components/expandable-section'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import type { Catalogue } from '../../logic/catalogue'
import { isEmpty } from '../../logic/fields'
import { useValueWords } from './values'

/** Everything the request says, section by section. */
export function RequestSections({ inquiry, catalogue }: { inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const words = useValueWords(catalogue, inquiry)
  const workflow = catalogue.workflowOf(inquiry.workflow)
  const sections = (workflow?.sections ?? [])
    .map((section) => ({ section, told: (section.fields ?? []).filter((field) => !isEmpty(inquiry.fields[field.code])) }))
    .filter(({ told }) => told.length > 0)
  return (
    <ExpandableSection
      variant="container"
      headerText={t('inquiry.request')}
      headingTagOverride="h2"
      defaultExpanded={inquiry.side !== 'requester'}
    >
      {inquiry.erased && <p className="wa-soft">{t('privacy.nothingShown')}</p>}
      <KeyValuePairs
        columns={2}
        minColumnWidth={220}
        items={sections.map(({ section, told }) => ({
          type: 'group' as const,
          title: catalogue.text(section.labels, section.code),
          items: told.map((field) => ({
            label: catalogue.text(field.labels, field.code),
            value: (
              <span className="wa-pre" lang={field.code === 'remark' ? String(inquiry.fields.language ?? '') || undefined : undefined}>
                {words(field, inquiry.fields[field.code])}
              </span>
            ),
          })),
        }))}
      />
    </ExpandableSection>
  )
}
