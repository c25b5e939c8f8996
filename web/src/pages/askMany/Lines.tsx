import Badge from '@cloudscape-design/components/badge'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../api/problem'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import type { Line, Outcome } from '../../logic/askMany'
import { spacedItemId } from '../../logic/itemId'
import { placeWords } from '../../logic/places'
import { EventTime } from '../../parts/EventTime'
import { useProblemSentence } from '../../parts/ProblemAlert'

interface Props {
  lines: readonly Line[]
  loading: boolean
  asked: readonly Line[]
  outcomes: Readonly<Record<string, Outcome>>
  onChoose(ids: string[]): void
}

/** A line an item: where it is, what tracking answers, and what is or was done about it. */
export function Lines({ lines, loading, asked, outcomes, onChoose }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { catalogue } = useWorkplace()
  const done = (line: Line) => outcomes[line.itemId] !== undefined && outcomes[line.itemId]?.state !== 'refused'
  return (
    <Table
      variant="container"
      wrapLines
      loading={loading}
      loadingText={t('common.loading')}
      items={[...lines]}
      trackBy="itemId"
      selectionType="multi"
      selectedItems={[...asked]}
      isItemDisabled={done}
      onSelectionChange={({ detail }) => onChoose(detail.selectedItems.map((one) => one.itemId))}
      ariaLabels={{
        tableLabel: t('askMany.lines'),
        selectionGroupLabel: t('askMany.lines'),
        allItemsSelectionLabel: () => t('askMany.all'),
        itemSelectionLabel: (_all, line) => t('askMany.one', { item: spacedItemId(line.itemId) }),
      }}
      header={
        <Header variant="h2" counter={`(${asked.length}/${lines.length})`}>
          {t('askMany.lines')}
        </Header>
      }
      columnDefinitions={[
        {
          id: 'item',
          header: t('many.number'),
          isRowHeader: true,
          minWidth: 170,
          cell: (line) => (
            <Link href={`/items/${line.itemId}`} onFollow={follow}>
              {spacedItemId(line.itemId)}
            </Link>
          ),
        },
        {
          id: 'last',
          header: t('many.last'),
          minWidth: 200,
          cell: ({ item }) => {
            const last = item?.events.at(-1)
            return last ? (
              <>
                {catalogue.event(last.code)}
                <div className="wa-soft wa-small">
                  <EventTime event={last} />, {placeWords(last.office, last.placeName)}
                </div>
              </>
            ) : (
              t('timeline.empty')
            )
          },
        },
        {
          id: 'told',
          header: t('askMany.told'),
          minWidth: 160,
          cell: ({ told }) =>
            told ? <Badge color={told.conclusive ? 'green' : 'grey'}>{catalogue.reply(told.code)}</Badge> : t('askMany.tellsNothing'),
        },
        {
          id: 'what',
          header: t('askMany.what'),
          minWidth: 240,
          cell: (line) => <Fate line={line} outcome={outcomes[line.itemId]} chosen={asked.includes(line)} />,
        },
      ]}
    />
  )
}

/** What is going to happen to a line, or has. */
function Fate({ line, outcome, chosen }: { line: Line; outcome: Outcome | undefined; chosen: boolean }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const sentence = useProblemSentence()
  const { catalogue } = useWorkplace()
  const open = (id: string, words: string) => (
    <Link href={`/inquiries/${id}`} onFollow={follow}>
      {words}
    </Link>
  )
  if (outcome?.state === 'sent')
    return (
      <StatusIndicator type="success">
        {t('askMany.sent')} {open(outcome.id, t('common.open'))}
      </StatusIndicator>
    )
  if (outcome?.state === 'draft')
    return (
      <StatusIndicator type="pending">
        {t('askMany.draft')} {open(outcome.id, t('askMany.finish'))}
      </StatusIndicator>
    )
  if (outcome?.state === 'duplicate')
    return (
      <StatusIndicator type="info">
        {t('askMany.open')} {open(outcome.id, t('common.open'))}
      </StatusIndicator>
    )
  const names = (codes: readonly string[]) => codes.map((code) => fieldName(code)).join(', ')
  const fieldName = (code: string) => {
    for (const workflow of catalogue.release.workflows) {
      const field = workflow.sections.flatMap((section) => section.fields).find((one) => one.code === code)
      if (field) return catalogue.text(field.labels, code)
    }
    return code
  }
  if (outcome?.state === 'refused')
    return (
      <StatusIndicator type="error">
        {sentence(new Problem(outcome.slug, 422, outcome.detail))} {names(outcome.fields)}{' '}
        <Link href={`/items/${line.itemId}/ask`} onFollow={follow}>
          {t('askMany.alone')}
        </Link>
      </StatusIndicator>
    )
  if (line.open) return open(line.open.id, t('askMany.open'))
  if (!chosen) return <span className="wa-soft">{t(line.told?.conclusive ? 'askMany.answered' : 'askMany.notChosen')}</span>
  return line.missing.length > 0 ? (
    <>
      {t('askMany.becomesDraft')} <span className="wa-soft">{names(line.missing)}</span>
    </>
  ) : (
    t('askMany.becomesSent')
  )
}
