import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field, Inquiry, Values } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { checkAll, isEmpty, toSend, WHOLE } from '../../logic/fields'
import { CatalogueFields } from '../../parts/CatalogueFields'
import { useDraft } from '../../parts/drafts'
import { focusField, MissingFields } from '../../parts/MissingFields'
import { Sends } from '../../parts/Sends'
import { WordsInput } from '../../parts/WordsInput'
import { NO_WORDS, supplementWords } from './replyDraft'
import { StepProblems } from './StepProblems'
import type { Step } from './useStep'

/** The fields the partner asked for; when it named none of the request's, those that hold documents, or else all of them. */
function askedFor(inquiry: Inquiry, catalogue: Catalogue): Field[] {
  const all = catalogue.requestFields(inquiry.workflow)
  const reply = inquiry.history?.findLast((one) => one.kind === 'returned')?.reply
  const named = Object.values(reply?.fields ?? {}).find((value) => Array.isArray(value)) as unknown[] | undefined
  const asked = all.filter((field) => named?.includes(field.code))
  if (asked.length > 0) return asked
  const documents = named ? all.filter((field) => field.type === 'attachments') : []
  return documents.length > 0 ? documents : all
}

/** A returned inquiry: what was missing is added, and the partner's clock goes on. */
export function SupplementForm({ inquiry, catalogue, step }: { inquiry: Inquiry; catalogue: Catalogue; step: Step }) {
  const { t } = useTranslation()
  const { partyName, language } = useWorkplace()
  const fields = useMemo(() => askedFor(inquiry, catalogue), [inquiry, catalogue])
  const [values, setValues] = useDraft<Values>(
    `supplement.${inquiry.id}`,
    Object.fromEntries(fields.map((field) => [field.code, inquiry.fields[field.code]])),
  )
  const [{ text: words, ...chosen }, setWords] = useDraft(supplementWords(inquiry.id), NO_WORDS)
  const written = chosen.language ?? language.slice(0, 2)
  const level = Math.max(inquiry.level, WHOLE)
  const [strict, setStrict] = useState(false)
  const blamed = strict ? fields.filter((field) => checkAll(fields, values, level)[field.code] || step.refused[field.code]) : []

  const send = async () => {
    setStrict(true)
    const wrong = Object.keys(checkAll(fields, values, level))
    if (wrong[0]) return focusField(wrong[0])
    const why = isEmpty(words) ? {} : { text: words.trim(), language: written }
    await step.take({ do: 'supplement', fields: toSend(fields, values), ...why }, [`supplement.${inquiry.id}`, supplementWords(inquiry.id)])
  }
  return (
    <Sends busy={step.pending} onSend={() => void send()}>
      <Container
        header={
          <Header variant="h2" description={t('supplement.text')}>
            {t('supplement.title', { partner: partyName(inquiry.replier) })}
          </Header>
        }
      >
        <SpaceBetween size="l">
          <CatalogueFields
            fields={fields}
            alone
            level={level}
            values={values}
            onChange={(code, value) => [step.touch(), step.clear(code), setValues((before) => ({ ...before, [code]: value }))]}
            workflow={inquiry.workflow}
            strict={strict}
            refused={step.refused}
          />
          <WordsInput
            label={t('supplement.words')}
            help={t('reply.textHelp')}
            value={words}
            language={written}
            onLanguage={(one) => setWords((before) => ({ ...before, language: one }))}
            onChange={(text) => [step.touch(), setWords((before) => ({ ...before, text }))]}
          />
          <MissingFields fields={blamed} others={step.others} workflow={inquiry.workflow} />
          <StepProblems error={step.error} conflict={step.conflict} inquiry={inquiry} catalogue={catalogue} />
          <Box float="right">
            <Button variant="primary" loading={step.pending} onClick={() => void send()}>
              {t('supplement.send')}
            </Button>
          </Box>
        </SpaceBetween>
      </Container>
    </Sends>
  )
}
