import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inquiry, Item, Proposal, ReplyCode } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { checkAll, isEmpty, NO_MARKS, prefill, toSend, WHOLE } from '../../logic/fields'
import { eventFor } from '../../logic/suggestion'
import { CatalogueFields } from '../../parts/CatalogueFields'
import { useDraft } from '../../parts/drafts'
import { focusField, MissingFields } from '../../parts/MissingFields'
import { Sends } from '../../parts/Sends'
import { WordsInput } from '../../parts/WordsInput'
import { EMPTY_REPLY, type ReplyDraft, replyKey } from './replyDraft'
import { StepProblems } from './StepProblems'
import { useEvidence } from './useEvidence'
import { usePlaceholders } from './usePlaceholders'
import type { Step } from './useStep'

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
  item: Item | undefined
  step: Step
  /** What tracking offers: filled in before anybody begins. */
  offer: Proposal | null
}

const CLASSES = ['C', 'I', 'N'] as const

/** The answer: one of the coded replies allowed now, its fields, and a few words if they help. */
export function ReplyForm({ inquiry, catalogue, item, step, offer }: Props) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const [typed, setTyped] = useDraft<ReplyDraft>(replyKey(inquiry.id), EMPTY_REPLY)
  // What tracking says is filled in before anybody looks for it; it is no draft until somebody makes it theirs.
  const filledIn = (one: ReplyDraft): ReplyDraft => (one.code || !offer ? one : { ...one, code: offer.code, values: offer.fields })
  const draft = filledIn(typed)
  const setDraft = (next: (before: ReplyDraft) => ReplyDraft) => setTyped((before) => next(filledIn(before)))
  const written = draft.language ?? language.slice(0, 2)
  const [strict, setStrict] = useState(false)
  const replies = useMemo(
    () => (inquiry.replies ?? []).map((code) => catalogue.replyOf(code)).filter((one): one is ReplyCode => one !== undefined),
    [inquiry.replies, catalogue],
  )
  const evidence = useEvidence(catalogue, item)
  const placeholders = usePlaceholders(inquiry)
  const chosen = replies.find((one) => one.code === draft.code)
  const fields = chosen?.fields ?? []
  const known = useMemo(() => (chosen ? knownTo(chosen, item, catalogue, offer) : {}), [chosen, item, catalogue, offer])
  const filled = new Set(Object.keys(known).filter((code) => draft.values[code] === known[code]))
  const blamed = strict ? fields.filter((field) => checkAll(fields, draft.values, WHOLE)[field.code] || step.refused[field.code]) : []

  const choose = (code: string) => {
    step.touch()
    setStrict(false)
    const next = replies.find((one) => one.code === code)
    setDraft((before) => ({
      ...before,
      code,
      values: next ? { ...before.values, ...knownTo(next, item, catalogue, offer) } : before.values,
    }))
  }
  const change = (code: string, value: unknown) => {
    step.touch()
    step.clear(code)
    setDraft((before) => ({ ...before, values: { ...before.values, [code]: value } }))
  }
  const send = async () => {
    if (!chosen) return
    setStrict(true)
    const wrong = Object.keys(checkAll(fields, draft.values, WHOLE))
    if (wrong[0]) return focusField(wrong[0])
    await step.take(
      {
        do: 'reply',
        code: chosen.code,
        fields: toSend(fields, draft.values),
        ...(draft.text.trim() ? { text: draft.text.trim(), language: written } : {}),
      },
      [replyKey(inquiry.id)],
    )
  }

  return (
    <Sends busy={step.pending} onSend={() => void send()}>
      <Container header={<Header variant="h2">{t('reply.title')}</Header>}>
        <SpaceBetween size="l">
          {offer && draft.code === offer.code && (
            <Alert
              type={offer.class === 'C' ? 'success' : 'info'}
              header={t(offer.class === 'C' ? 'proposal.title.C' : 'proposal.title.I', { reply: catalogue.reply(offer.code) })}
            >
              {evidence(offer)}. {t('proposal.incomplete')}
            </Alert>
          )}
          <FormField label={t('reply.choose')} stretch>
            <ColumnLayout columns={3} minColumnWidth={190}>
              {CLASSES.map((one) => ({ one, codes: replies.filter((reply) => reply.class === one) }))
                .filter(({ codes }) => codes.length > 0)
                .map(({ one, codes }) => (
                  <SpaceBetween key={one} size="xs">
                    <div className="wa-soft wa-small">{t(`reply.class.${one}`)}</div>
                    <RadioGroup
                      value={draft.code || null}
                      ariaLabel={t(`reply.class.${one}`)}
                      onChange={({ detail }) => choose(detail.value)}
                      items={codes.map((reply) => ({ value: reply.code, label: catalogue.text(reply.labels, reply.code) }))}
                    />
                  </SpaceBetween>
                ))}
            </ColumnLayout>
          </FormField>
          {chosen && (
            <SpaceBetween size="l">
              <CatalogueFields
                fields={fields}
                values={draft.values}
                onChange={change}
                workflow={inquiry.workflow}
                strict={strict}
                refused={step.refused}
                filled={filled}
              />
              <Remarks reply={chosen} inquiry={inquiry} catalogue={catalogue} given={draft.values} />
              <WordsInput
                label={t('reply.text')}
                help={t('reply.textHelp')}
                value={draft.text}
                onChange={(words) => [step.touch(), setDraft((before) => ({ ...before, text: words }))]}
                language={written}
                onLanguage={(one) => setDraft((before) => ({ ...before, language: one }))}
                templates={{ kind: 'reply', workflow: inquiry.workflow, code: chosen.code, placeholders }}
              />
              <MissingFields fields={blamed} others={step.others} />
              <StepProblems error={step.error} conflict={step.conflict} inquiry={inquiry} catalogue={catalogue} />
              <Box float="right">
                <Button variant="primary" loading={step.pending} onClick={() => void send()}>
                  {t('reply.send')}
                </Button>
              </Box>
            </SpaceBetween>
          )}
        </SpaceBetween>
      </Container>
    </Sends>
  )
}

/** What tracking knows for a reply: the offer's own fields, or those of the event it would report. */
function knownTo(reply: ReplyCode, item: Item | undefined, catalogue: Catalogue, offer: Proposal | null) {
  return offer?.code === reply.code ? offer.fields : prefill(reply.fields, item, NO_MARKS, eventFor(reply, item, catalogue))
}

/** What the choice of a reply means besides its class. */
function Remarks({
  reply,
  inquiry,
  catalogue,
  given,
}: {
  reply: ReplyCode
  inquiry: Inquiry
  catalogue: Catalogue
  given: ReplyDraft['values']
}) {
  const { t } = useTranslation()
  const open = (reply.conclusiveWith ?? []).filter((code) => isEmpty(given[code]))
  const named = open.map((code) => {
    const field = reply.fields.find((one) => one.code === code)
    return catalogue.text(field?.labels, code)
  })
  const again = reply.countsOnce && inquiry.history.some((one) => one.reply?.code === reply.code)
  return (
    <SpaceBetween size="xs">
      {open.length > 0 && <div className="wa-soft">{t('reply.becomesConclusive', { fields: named.join(', ') })}</div>}
      {again && <div className="wa-soft">{t('reply.countsOnce')}</div>}
    </SpaceBetween>
  )
}
