import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { Tried } from '../../../api/crm'
import type { FieldProblem } from '../../../api/problem'
import { Problem } from '../../../api/problem'
import { useWorkplace } from '../../../app/workplace'
import { outcomeOf } from '../../../logic/crmMapping'
import { useProblemSentence } from '../../../parts/ProblemAlert'
import { useRefusal } from '../../../parts/useRefusal'

/** What would come of a sample, in words: what is asked of whom, or what is missing. */
export function TryResult({ of }: { of: Tried }) {
  const { t } = useTranslation()
  const { catalogue, partyName } = useWorkplace()
  const sentence = useProblemSentence()
  const outcome = outcomeOf(of)
  const workflow = of.inquiry?.workflow ?? ''
  const code = (of.closingCode ?? '').split(' ')[0] ?? ''
  const closing = catalogue.release.closingCodes?.find((one) => one.code === code)
  const words = {
    operator: of.inquiry ? partyName({ operator: of.inquiry.destination, centre: '' }) || of.inquiry.destination : '',
    item: of.inquiry?.itemId ?? '',
    question: catalogue.question(workflow),
    text: of.text,
    case: of.case,
    code: closing ? catalogue.text(closing.labels, code) : of.closingCode,
  }
  const good = outcome !== 'refused' && outcome !== 'incompleteDraft'
  return (
    <SpaceBetween size="s">
      <Alert type={outcome === 'refused' ? 'error' : outcome === 'nothing' ? 'info' : good ? 'success' : 'warning'}>
        {t(`crm.outcome.${outcome}`, words)}
        {of.refused && (
          <>
            {' '}
            {sentence(new Problem(of.refused.slug, 422, of.refused.detail))}
            <Blamed fields={of.refused.errors ?? []} workflow={of.trace?.find((one) => one.member === 'workflow')?.value ?? ''} />
          </>
        )}
        {outcome === 'incompleteDraft' && <Blamed fields={of.missing ?? []} workflow={workflow} />}
      </Alert>
      {Boolean(of.case) && good && outcome !== 'nothing' && (
        <Box color="text-body-secondary">{t('crm.outcome.forCase', { case: of.case })}</Box>
      )}
      {(of.unused ?? []).length > 0 && (
        <Box color="text-body-secondary">
          {t('crm.mapping.unused', { fields: (of.unused ?? []).map((one) => fieldWord(catalogue, one)).join(', ') })}
        </Box>
      )}
      {of.inquiry && (
        <ExpandableSection headerText={t('crm.outcome.filled')}>
          <KeyValuePairs
            columns={2}
            items={(of.inquiry.fields ?? []).map((one) => ({
              label: catalogue.fieldName(workflow, one.code),
              value: catalogue.value(
                catalogue.requestFields(workflow).find((field) => field.code === one.code),
                one.value,
                workflow,
              ),
            }))}
          />
        </ExpandableSection>
      )}
    </SpaceBetween>
  )
}

type Catalogue = ReturnType<typeof useWorkplace>['catalogue']

function fieldWord(catalogue: Catalogue, code: string): string {
  const workflow = catalogue.release.workflows.find((one) => catalogue.requestFields(one.code).some((field) => field.code === code))
  return workflow ? catalogue.fieldName(workflow.code, code) : code
}

/** The members to blame, by the names that people know, with what is wrong. */
export function Blamed({ fields, workflow = '' }: { fields: readonly FieldProblem[]; workflow?: string }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const refusal = useRefusal()
  const name = (field: string) => {
    if (field.startsWith('fields.')) {
      const code = field.slice('fields.'.length)
      const known = catalogue.requestFields(workflow).some((one) => one.code === code)
      return known ? catalogue.fieldName(workflow, code) : fieldWord(catalogue, code)
    }
    return t(`crm.member.${field as 'case'}`, { defaultValue: '' })
  }
  if (fields.length === 0) return null
  return (
    <ul className="wa-missing">
      {fields.map((one) => {
        const member = name(one.field)
        return <li key={`${one.field} ${one.reason}`}>{member ? `${member}: ${refusal(one.reason)}` : refusal(one.reason)}</li>
      })}
    </ul>
  )
}
