import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../../api/files'
import { type BulkOutcome, type BulkStep, useBulk } from '../../api/folders'
import type { InquiryRow } from '../../api/types'
import { useAgents } from '../../api/work'
import { useCommands } from '../../app/commands'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { closingsFor } from '../../logic/bulkClose'
import type { Folder } from '../../logic/folders'
import { spacedItemId } from '../../logic/itemId'
import { csv, fileName } from '../../logic/savedLists'
import { useProblemSentence } from '../../parts/ProblemAlert'

interface Props {
  /** The folder that they are in, if they are in one. */
  list?: Folder
  /** What the list is called: so is its file. */
  title: string
  rows: readonly InquiryRow[]
  /** Whose people it is given to, each with what stands behind the name; those of one's own call centre where nothing is said. */
  colleagues?: readonly { subject: string; label: string }[]
  /** Which of them stay chosen: those that refused. */
  onKeep(ids: readonly string[]): void
}

/** One step for all that are chosen, and what became of each. */
export default function BulkBar({ list, title, rows, colleagues, onKeep }: Props) {
  const { t } = useTranslation()
  const flash = useFlash()
  const sentence = useProblemSentence()
  const { catalogue, centre, can, me, partyName } = useWorkplace()
  const bulk = useBulk()
  const supervises = can('supervisor')
  const agents = useAgents(centre, supervises && !colleagues)
  const takers = colleagues ?? (agents.data ?? []).map((one) => ({ subject: one.subject, label: one.name }))
  const [refused, setRefused] = useState<{ item: string; why: string }[]>([])
  const closings = closingsFor(rows, catalogue.release)

  const rowsAsCsv = () => {
    const columns = ['item', 'question', 'partner', 'state', 'level', 'due', 'remaining'] as const
    const partner = (row: InquiryRow) => (row.requester.operator === me.operator?.code ? row.replier : row.requester)
    const cells = rows.map((row) => [
      row.itemId,
      catalogue.workflow(row.workflow),
      partyName(partner(row)),
      t(`state.${row.state}` as 'state.draft', { defaultValue: row.state }),
      String(row.level),
      row.dueAt ?? '',
      String(row.remainingMinutes ?? ''),
    ])
    const head = columns.map((one) => (one === 'remaining' ? t('list.minutes') : t(`column.${one}`)))
    return new Blob([csv([head, ...cells])], { type: 'text/csv;charset=utf-8' })
  }
  const take = async (step: BulkStep) => {
    setRefused([])
    const items = new Map(rows.map((row) => [row.id, row.itemId]))
    const outcomes: BulkOutcome[] = await bulk.mutateAsync({ ...step, ids: rows.map((row) => row.id) }).catch((error: unknown) => {
      flash.failed(error)
      return []
    })
    if (outcomes.length === 0) return
    const failed = outcomes.filter((one) => one.problem)
    const done = outcomes.length - failed.length
    if (done > 0) flash.done(t(`bulk.done.${step.action}`, { count: done }))
    setRefused(failed.map((one) => ({ item: items.get(one.id) ?? one.id, why: sentence(one.problem) })))
    onKeep(failed.map((one) => one.id))
  }
  const named = (id: string, label: string, run: () => void) => ({
    id: `bulk-${id}`,
    label: `${t('bulk.chosen', { count: rows.length })}: ${label}`,
    group: 'list' as const,
    run,
  })
  useCommands([
    named('take', t('work.take'), () => void take({ action: 'assign', agent: 'me' })),
    named('release', t('work.release'), () => void take({ action: 'assign', agent: '' })),
    ...(supervises
      ? takers.map((one) =>
          named(`to ${one.subject}`, `${t('work.assign')} ${one.label}`, () => void take({ action: 'assign', agent: one.subject })),
        )
      : []),
    list === 'toRead' && named('read', t('bulk.read'), () => void take({ action: 'read' })),
    ...closings.map((one) =>
      named(
        `close ${one.code}`,
        `${t('bulk.close')} – ${catalogue.text(one.labels, one.code)}`,
        () => void take({ action: 'close', code: one.code }),
      ),
    ),
    named('export', t('list.export'), () => saveFile(rowsAsCsv(), fileName(title))),
    named('none', t('bulk.none'), () => onKeep([])),
  ])
  return (
    <SpaceBetween size="xs">
      <fieldset className="wa-bulk" aria-label={t('bulk.group')}>
        <span aria-live="polite">{t('bulk.chosen', { count: rows.length })}</span>
        <Button loading={bulk.isPending} onClick={() => void take({ action: 'assign', agent: 'me' })}>
          {t('work.take')}
        </Button>
        <Button disabled={bulk.isPending} onClick={() => void take({ action: 'assign', agent: '' })}>
          {t('work.release')}
        </Button>
        {supervises && (
          <ButtonDropdown
            expandToViewport
            disabled={bulk.isPending || takers.length === 0}
            items={takers.map((one) => ({ id: one.subject, text: one.label }))}
            onItemClick={({ detail }) => void take({ action: 'assign', agent: detail.id })}
          >
            {t('work.assign')}
          </ButtonDropdown>
        )}
        {list === 'toRead' && (
          <Button disabled={bulk.isPending} onClick={() => void take({ action: 'read' })}>
            {t('bulk.read')}
          </Button>
        )}
        {closings.length > 0 && (
          <ButtonDropdown
            expandToViewport
            disabled={bulk.isPending}
            items={closings.map((one) => ({ id: one.code, text: catalogue.text(one.labels, one.code) }))}
            onItemClick={({ detail }) => void take({ action: 'close', code: detail.id })}
          >
            {t('bulk.close')}
          </ButtonDropdown>
        )}
        <Button disabled={bulk.isPending} onClick={() => saveFile(rowsAsCsv(), fileName(title))}>
          {t('list.export')}
        </Button>
        <Button variant="link" onClick={() => onKeep([])}>
          {t('bulk.none')}
        </Button>
      </fieldset>
      {refused.length > 0 && (
        <Alert type="warning" header={t('bulk.refused', { count: refused.length })} dismissible onDismiss={() => setRefused([])}>
          <ul className="wa-plain">
            {refused.map(({ item, why }) => (
              <li key={item}>
                <span className="wa-item-number">{spacedItemId(item)}</span>: {why}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </SpaceBetween>
  )
}
