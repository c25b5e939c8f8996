import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inquiry, Values } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { changed, checkAll, isEmpty, neededAt } from '../../logic/fields'
import { CatalogueFields } from '../../parts/CatalogueFields'
import { useDraft } from '../../parts/drafts'
import { focusField, MissingFields } from '../../parts/MissingFields'
import { Sends } from '../../parts/Sends'
import { WordsInput } from '../../parts/WordsInput'
import { StepProblems } from './StepProblems'
import type { Step } from './useStep'

interface Draft {
  values: Values
  reason: string
  text: string
  language?: string
}

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
  step: Step
  /** Escalate: the answer is open or overdue. Reject: it claims to be one, and a reason says why it isn't. */
  kind: 'escalate' | 'reject'
}

/** One level up, with what that level needs besides. */
export function LevelUpForm({ inquiry, catalogue, step, kind }: Props) {
  const { t } = useTranslation()
  const { partyName, language } = useWorkplace()
  const [draft, setDraft] = useDraft<Draft>(`${kind}.${inquiry.id}`, { values: {}, reason: '', text: '' })
  const written = draft.language ?? language.slice(0, 2)
  const [strict, setStrict] = useState(false)
  const level = inquiry.nextLevel ?? inquiry.level
  const all = useMemo(() => catalogue.requestFields(inquiry.workflow), [catalogue, inquiry.workflow])
  const refusedFields = all.filter((field) => step.refused[field.code])
  const fields = [...new Set([...neededAt(all, inquiry.fields, level), ...refusedFields])]
  const values = { ...inquiry.fields, ...draft.values }
  const complaints = checkAll(fields, values, level)
  const noReason = kind === 'reject' && isEmpty(draft.reason)
  const partner = partyName(inquiry.replier)

  const send = async () => {
    setStrict(true)
    const wrong = Object.keys(complaints)[0]
    if (wrong) return focusField(wrong)
    if (noReason) return
    const words = draft.text.trim() ? { text: draft.text.trim(), language: written } : {}
    const more = { fields: changed(all, values, inquiry.fields), ...words }
    await step.take(kind === 'reject' ? { do: 'reject', reason: draft.reason, ...more } : { do: 'escalate', ...more }, [
      `${kind}.${inquiry.id}`,
    ])
  }
  return (
    <Sends busy={step.pending} onSend={() => void send()}>
      <SpaceBetween size="l">
        <div>
          <strong>{t('escalate.title', { level, name: catalogue.level(inquiry.workflow, level) })}</strong>
          <div className="wa-soft">{t(`${kind}.text`, { partner })}</div>
        </div>
        {kind === 'reject' && (
          <FormField label={t('reject.reason')} errorText={strict && noReason ? t('field.mandatory') : undefined}>
            <RadioGroup
              value={draft.reason || null}
              onChange={({ detail }) => [step.touch(), setDraft((before) => ({ ...before, reason: detail.value }))]}
              items={catalogue.release.rejectionReasons.map((one) => ({ value: one.code, label: catalogue.text(one.labels, one.code) }))}
            />
          </FormField>
        )}
        {fields.length > 0 && (
          <SpaceBetween size="s">
            <div>{t('escalate.needs')}</div>
            <CatalogueFields
              fields={fields}
              alone
              level={level}
              values={values}
              onChange={(code, value) => [
                step.touch(),
                step.clear(code),
                setDraft((before) => ({ ...before, values: { ...before.values, [code]: value } })),
              ]}
              workflow={inquiry.workflow}
              strict={strict}
              refused={step.refused}
            />
          </SpaceBetween>
        )}
        <WordsInput
          label={t('escalate.words')}
          help={t('reply.textHelp')}
          value={draft.text}
          language={written}
          onLanguage={(one) => setDraft((before) => ({ ...before, language: one }))}
          onChange={(text) => [step.touch(), setDraft((before) => ({ ...before, text }))]}
        />
        <MissingFields
          fields={strict ? fields.filter((field) => complaints[field.code] || step.refused[field.code]) : []}
          others={step.others}
          workflow={inquiry.workflow}
        />
        <StepProblems error={step.error} conflict={step.conflict} inquiry={inquiry} catalogue={catalogue} />
        <Box float="right">
          <Button variant="primary" loading={step.pending} onClick={() => void send()}>
            {t(`${kind}.button`)}
          </Button>
        </Box>
      </SpaceBetween>
    </Sends>
  )
}
