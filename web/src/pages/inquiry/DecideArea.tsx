import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Inquiry } from '../../api/types'
import { useCommands } from '../../app/commands'
import type { Catalogue } from '../../logic/catalogue'
import { useDraft } from '../../parts/drafts'
import { CloseForm } from './CloseForm'
import { LevelUpForm } from './LevelUpForm'
import type { Step } from './useStep'

interface Props {
  inquiry: Inquiry
  catalogue: Catalogue
  step: Step
}

/** What the asker makes of an answer, or of its absence: close, take it up, not accept it, or go on with what follows from it. */
export function DecideArea({ inquiry, catalogue, step }: Props) {
  const { t } = useTranslation()
  const [refusal] = useDraft(`reject.${inquiry.id}`, { reason: '' })
  const [chosen, setChosen] = useState(refusal.reason ? 'reject' : '') // what was taken back, or begun, goes on
  const area = useRef<HTMLDivElement>(null)
  const can = (action: string) => inquiry.actions.includes(action)
  const parts = { inquiry, catalogue, step }
  const tabs = [
    can('escalate') && { id: 'escalate', label: t('escalate.tab'), content: <LevelUpForm {...parts} kind="escalate" /> },
    can('close') &&
      (inquiry.state === 'replied' || Boolean(inquiry.unroutable)) && {
        id: 'close',
        label: t('decide.close'),
        content: <CloseForm {...parts} />,
      },
    can('reject') && { id: 'reject', label: t('reject.tab'), content: <LevelUpForm {...parts} kind="reject" /> },
  ].filter((tab) => tab !== false)
  // The next key may follow within the same frame: it finds the form there.
  const show = (id: string) => {
    flushSync(() => setChosen(id))
    area.current?.scrollIntoView({ block: 'center', behavior: 'smooth' })
    area.current
      ?.querySelector<HTMLElement>('[role="tabpanel"] :is(input, textarea, button), input, textarea')
      ?.focus({ preventScroll: true })
  }
  const KEYS: Record<string, string> = { escalate: 'e', close: 'c' }
  useCommands(
    tabs.map(({ id, label }) => ({
      id: `decide.${id}`,
      label,
      group: 'inquiry',
      ...(KEYS[id] ? { keys: KEYS[id] } : {}),
      run: () => show(id),
    })),
  )
  if (tabs.length === 0) return null
  return (
    <SpaceBetween size="l">
      <GoOn inquiry={inquiry} catalogue={catalogue} />
      <div ref={area}>
        <Container header={<Header variant="h2">{t('decide.title')}</Header>}>
          {tabs.length === 1 ? (
            tabs[0]?.content
          ) : (
            <Tabs
              tabs={tabs}
              activeTabId={tabs.some((tab) => tab.id === chosen) ? chosen : tabs[0]?.id}
              onChange={({ detail }) => setChosen(detail.activeTabId)}
              ariaLabel={t('decide.title')}
            />
          )}
        </Container>
      </div>
    </SpaceBetween>
  )
}

/** The workflows that go on from the last reply, with this inquiry as their ground. */
function GoOn({ inquiry, catalogue }: Pick<Props, 'inquiry' | 'catalogue'>) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const follows = (inquiry.leadsTo ?? []).filter((code) => catalogue.workflowOf(code)?.products.includes(inquiry.product))
  if (follows.length === 0) return null
  return (
    <Container header={<Header variant="h2">{t('goOn.title')}</Header>}>
      <SpaceBetween size="s">
        {follows.map((code) => (
          <div key={code}>
            <Button onClick={() => void navigate(`/items/${inquiry.itemId}/ask?workflow=${code}&parent=${inquiry.id}`)}>
              {t('goOn.ask', { question: catalogue.workflow(code) })}
            </Button>
            <div className="wa-soft wa-small">{catalogue.text(catalogue.workflowOf(code)?.purpose)}</div>
          </div>
        ))}
      </SpaceBetween>
    </Container>
  )
}
