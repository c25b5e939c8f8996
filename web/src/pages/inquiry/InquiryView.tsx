import Grid from '@cloudscape-design/components/grid'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useRelease } from '../../api/directory'
import { useInquiry } from '../../api/inquiries'
import { useItem } from '../../api/items'
import type { Inquiry, Release } from '../../api/types'
import { useCommands } from '../../app/commands'
import { useWorkplace } from '../../app/workplace'
import { Catalogue } from '../../logic/catalogue'
import { spacedItemId } from '../../logic/itemId'
import { nextStep } from '../../logic/nextStep'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { FormSubjectProvider } from '../../parts/subject'
import { usePageTitle } from '../../parts/usePageTitle'
import { UnsavedEdit } from '../ask/DraftChanged'
import { DraftEditor } from '../ask/DraftEditor'
import { AnswerArea } from './AnswerArea'
import { Conversation } from './Conversation'
import { DocumentsCard } from './DocumentsCard'
import { DueCard } from './DueCard'
import { InquiryHeader } from './InquiryHeader'
import { ItemCard } from './ItemCard'
import { ItemHistory } from './ItemHistory'
import { LooksCard } from './LooksCard'
import { NextStepBar, NextStepBox, STARTS } from './NextStepBox'
import { NoteCard } from './NoteCard'
import { Notices } from './Notices'
import { PartnerCard } from './PartnerCard'
import { RequestSections } from './RequestSections'
import { useReceipts } from './useReceipts'
import { useView } from './useView'

/** An inquiry by its id: stands alone as a page, and beside its folder in the split panel. */
export function InquiryView({ id, panel = false }: { id: string; panel?: boolean }) {
  const inquiry = useInquiry(id)
  const release = useRelease(inquiry.data?.catalogueVersion)
  if (inquiry.error && !inquiry.data) return <ProblemAlert error={inquiry.error} retry={() => void inquiry.refetch()} />
  if (!inquiry.data || release.isPending) return <Loading />
  return <Loaded inquiry={inquiry.data} release={release.data} panel={panel} />
}

function Loaded({ inquiry, release, panel }: { inquiry: Inquiry; release: Release | undefined; panel: boolean }) {
  const { t } = useTranslation()
  const workplace = useWorkplace()
  // The inquiry keeps the catalogue it was made with.
  const catalogue = release ? new Catalogue(release, workplace.language) : workplace.catalogue
  const item = useItem(inquiry.itemId)
  const answer = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useView(panel)
  const subject = useMemo(
    () => ({
      itemId: inquiry.itemId,
      inquiryId: inquiry.id,
      attachments: inquiry.attachments,
      mayAttach: inquiry.actions.includes('attach'),
      ensure: async () => inquiry.id,
    }),
    [inquiry],
  )
  useReceipts(inquiry, panel)
  usePageTitle(panel ? undefined : t('inquiry.title', { item: spacedItemId(inquiry.itemId) }))

  const start = () => {
    answer.current?.scrollIntoView({ block: 'center', behavior: 'smooth' })
    answer.current?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
  }
  const step = nextStep(inquiry)
  useCommands([
    STARTS.includes(step) && {
      id: 'start',
      label: t(`next.${step}.button` as 'next.answer.button'),
      group: 'inquiry',
      keys: 'r',
      run: start,
    },
  ])
  if (inquiry.state === 'draft') return <DraftEditor inquiry={inquiry} />
  const conversation = <Conversation inquiry={inquiry} catalogue={catalogue} item={item.data} view={view} onView={setView} />
  return (
    <FormSubjectProvider value={subject}>
      <NextStepBar inquiry={inquiry} onStart={start} box={box} />
      <SpaceBetween size="l">
        <InquiryHeader inquiry={inquiry} catalogue={catalogue} panel={panel} />
        <Notices inquiry={inquiry} />
        <UnsavedEdit inquiry={inquiry} catalogue={catalogue} />
        <NextStepBox inquiry={inquiry} onStart={start} box={box} />
        {view === 'together' && conversation}
        <Grid gridDefinition={[{ colspan: { default: 12, s: 8 } }, { colspan: { default: 12, s: 4 } }]}>
          <SpaceBetween size="l">
            {view === 'alone' && conversation}
            <div ref={answer} className="wa-answer">
              <AnswerArea inquiry={inquiry} catalogue={catalogue} item={item.data} />
            </div>
            <NoteCard inquiry={inquiry} catalogue={catalogue} />
            <RequestSections inquiry={inquiry} catalogue={catalogue} />
          </SpaceBetween>
          <SpaceBetween size="l">
            <DueCard inquiry={inquiry} catalogue={catalogue} />
            <PartnerCard inquiry={inquiry} />
            <DocumentsCard inquiry={inquiry} />
            <ItemCard itemId={inquiry.itemId} item={item.data} error={item.error} told={view === 'together'} />
            <ItemHistory inquiry={inquiry} item={item.data} />
            {workplace.can('operator-administrator') && <LooksCard inquiry={inquiry} />}
          </SpaceBetween>
        </Grid>
      </SpaceBetween>
    </FormSubjectProvider>
  )
}
