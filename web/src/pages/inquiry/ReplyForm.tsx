import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inquiry, Item, ReplyCode } from '../../api/types'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { checkAll, prefill, toSend } from '../../logic/fields'
import { eventFor, suggestedReply } from '../../logic/suggestion'
import { CatalogueFields } from '../../parts/CatalogueFields'
import { useDraft } from '../../parts/drafts'
import { focusField, MissingFields } from '../../parts/MissingFields'
import { EMPTY_REPLY, type ReplyDraft, replyKey } from './replyDraft'
import { StepProblems } from './StepProblems'
import type { Step } from './useStep'

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
  item: Item | undefined
  step: Step
}

/** The answer: one of the coded replies allowed now, its fields, and a few words if they help. */
export function ReplyForm({ inquiry, catalogue, item, step }: Props) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { partyName, language } = useWorkplace()
  const [draft, setDraft, forget] = useDraft<ReplyDraft>(replyKey(inquiry.id), EMPTY_REPLY)
  const [strict, setStrict] = useState(false)
  const replies = useMemo(
    () => (inquiry.replies ?? []).map((code) => catalogue.replyOf(code)).filter((one): one is ReplyCode => one !== undefined),
    [inquiry.replies, catalogue],
  )
  const suggestion = useMemo(() => suggestedReply(replies, item, catalogue), [replies, item, catalogue])
  const chosen = replies.find((one) => one.code === draft.code)
  const fields = chosen?.fields ?? []
  const known = useMemo(() => (chosen ? prefill(chosen.fields, item, eventFor(chosen, item, catalogue)) : {}), [chosen, item, catalogue])
  const filled = new Set(Object.keys(known).filter((code) => draft.values[code] === known[code]))
  const blamed = strict ? fields.filter((field) => checkAll(fields, draft.values, true)[field.code] || step.refused[field.code]) : []

  // An event that answers the question is offered before anybody looks for it.
  useEffect(() => {
    if (suggestion) setDraft((before) => (before.code ? before : { ...before, code: suggestion.code, values: suggestion.values }))
  }, [suggestion, setDraft])

  const choose = (code: string) => {
    step.touch()
    setStrict(false)
    const next = replies.find((one) => one.code === code)
    setDraft((before) => ({
      ...before,
      code,
      values: next ? { ...before.values, ...prefill(next.fields, item, eventFor(next, item, catalogue)) } : before.values,
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
    const wrong = Object.keys(checkAll(fields, draft.values, true))
    if (wrong[0]) return focusField(wrong[0])
    const after = await step.take({
      do: 'reply',
      code: chosen.code,
      fields: toSend(fields, draft.values),
      ...(draft.text.trim() ? { text: draft.text.trim(), language: language.slice(0, 2) } : {}),
    })
    if (!after) return
    forget()
    flash.done(t('reply.sent', { partner: partyName(inquiry.requester) }))
  }

  return (
    <Container header={<Header variant="h2">{t('reply.title')}</Header>}>
      <SpaceBetween size="l">
        {suggestion && draft.code === suggestion.code && (
          <Alert type="success" header={t('reply.suggestedTitle')}>
            {t('reply.suggestedText', { reply: catalogue.reply(suggestion.code) })}
          </Alert>
        )}
        <FormField label={t('reply.choose')}>
          <RadioGroup
            value={draft.code || null}
            onChange={({ detail }) => choose(detail.value)}
            items={replies.map((one) => ({
              value: one.code,
              label: catalogue.text(one.labels, one.code),
              description: t(`reply.class.${one.class}` as 'reply.class.C', { defaultValue: '' }),
            }))}
          />
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
            <FormField label={t('reply.text')} description={t('reply.textHelp')} stretch>
              <Textarea
                value={draft.text}
                rows={2}
                onChange={({ detail }) => [step.touch(), setDraft((before) => ({ ...before, text: detail.value }))]}
              />
            </FormField>
            <MissingFields fields={blamed} others={step.others} />
            <StepProblems error={step.error} conflict={step.conflict} catalogue={catalogue} />
            <Box float="right">
              <Button variant="primary" loading={step.pending} onClick={() => void send()}>
                {t('reply.send')}
              </Button>
            </Box>
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  )
}
