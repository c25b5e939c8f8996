import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import { useCommands } from '../../app/commands'
import { useFlash } from '../../app/flash'
import { useHeld } from '../../app/outbox'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { useDraft } from '../../parts/drafts'
import { Sends } from '../../parts/Sends'
import { useRefusal } from '../../parts/useRefusal'
import { WordsInput } from '../../parts/WordsInput'
import { StepProblems } from './StepProblems'
import { usePlaceholders } from './usePlaceholders'
import { useStep } from './useStep'

/** Where an internal note is written. The notes themselves stand in the conversation, where they belong in time. */
export function NoteCard(parts: { inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const held = useHeld(parts.inquiry.id, 'note')
  if (held?.action.do !== 'note' || held.state === 'refused') return <NoteForm {...parts} />
  return (
    <Container header={<Header variant="h2">{t('internal.title')}</Header>}>
      <div className="wa-pre" lang={held.action.language}>
        {held.action.text}
      </div>
      <div className="wa-soft">{t('outbox.waiting')}</div>
    </Container>
  )
}

function NoteForm({ inquiry, catalogue }: { inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language } = useWorkplace()
  const step = useStep(inquiry, 'note')
  const refusal = useRefusal()
  const placeholders = usePlaceholders(inquiry)
  const [text, setText, forget] = useDraft<string>(`note.${inquiry.id}`, '')
  const [chosen, setChosen] = useState('')
  const written = chosen || language.slice(0, 2)
  const [open, setOpen] = useState(text !== '')
  const card = useRef<HTMLDivElement>(null)
  const may = inquiry.actions.includes('note')
  const begin = () => {
    flushSync(() => setOpen(true))
    card.current?.scrollIntoView({ block: 'center' })
    card.current?.querySelector('textarea')?.focus({ preventScroll: true })
  }
  useCommands([may && { id: 'note', label: t('internal.title'), group: 'inquiry', keys: 'i', run: begin }])
  if (!may) return null
  const add = async () => {
    if (!(await step.take({ do: 'note', text: text.trim(), language: written }, [`note.${inquiry.id}`]))) return
    setText('')
    forget()
    flash.done(t('internal.done'))
  }
  return (
    <div ref={card}>
      <ExpandableSection
        variant="container"
        headerText={t('internal.title')}
        headerDescription={t('internal.text')}
        headingTagOverride="h2"
        expanded={open}
        onChange={({ detail }) => setOpen(detail.expanded)}
      >
        <Sends busy={step.pending || text.trim() === ''} onSend={() => void add()}>
          <SpaceBetween size="s">
            <WordsInput
              label={t('internal.label')}
              value={text}
              onChange={setText}
              rows={3}
              language={written}
              onLanguage={setChosen}
              templates={{ kind: 'note', workflow: inquiry.workflow, placeholders }}
            />
            <StepProblems error={step.error} conflict={step.conflict} inquiry={inquiry} catalogue={catalogue} />
            {step.others.map((reason) => (
              <div key={reason}>{refusal(reason)}</div>
            ))}
            <Button loading={step.pending} disabled={text.trim() === ''} onClick={() => void add()}>
              {t('internal.add')}
            </Button>
          </SpaceBetween>
        </Sends>
      </ExpandableSection>
    </div>
  )
}
