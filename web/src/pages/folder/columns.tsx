import Icon from '@cloudscape-design/components/icon'
import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { InquiryRow } from '../../api/types'
import { useAgents } from '../../api/work'
import { useWorkplace } from '../../app/workplace'
import { useSession } from '../../auth/SessionContext'
import { spacedItemId } from '../../logic/itemId'
import type { Beneath, ColumnId } from '../../logic/listColumns'
import { Instant } from '../../parts/Instant'
import { Remaining } from '../../parts/Remaining'
import { StateLabel } from '../../parts/StateLabel'

type Column = TableProps.ColumnDefinition<InquiryRow> & { id: ColumnId }

/** The partner is the side that is not ours; between two centres of one operator, the replier. */
function usePartner() {
  const { me } = useWorkplace()
  return (row: InquiryRow) => (row.requester.operator === me.operator?.code ? row.replier : row.requester)
}

/** The colleague who works on it; a subject that is not listed is somebody else. */
function useAgentName() {
  const { t } = useTranslation()
  const { centre, can } = useWorkplace()
  const { session } = useSession()
  const agents = useAgents(centre, can('agent', 'supervisor', 'operator-administrator'))
  return (subject: string | undefined) => {
    if (!subject) return t('column.none')
    if (subject === session.subject()) return t('column.me')
    return agents.data?.find((one) => one.subject === subject)?.name ?? t('column.colleague')
  }
}

/** Why the clock stands, where the state does not say it. */
const held = (row: InquiryRow) => (row.state === 'returned' ? [] : (row.held ?? []))

export interface Opening {
  /** Shows an inquiry where this list shows it. */
  open(row: InquiryRow): void
  /** The one that is shown beside the list. */
  shown: string | undefined
  /** Those that are in the folder, or in the work that is shown, no more. */
  gone: ReadonlySet<string>
  /** What is said of them. */
  goneWords: string
  /** What has no column and stands beneath the item's number. */
  beneath: readonly Beneath[]
  /** The due time has a column; where not, it stands beneath the working time left. */
  dueShown: boolean
}

const NONE: ReadonlySet<string> = new Set()

/** An inquiry opens as a page, unless the list has a place for it. */
export function useColumns({ open, shown, gone = NONE, goneWords, beneath = [], dueShown = true }: Partial<Opening> = {}): Column[] {
  const navigate = useNavigate()
  const { t } = useTranslation()
  const { catalogue, partyName, callCentre, zoneOf } = useWorkplace()
  const partner = usePartner()
  const agentName = useAgentName()
  const cells = {
    question: (row: InquiryRow) => (
      <div className="wa-cell">
        {catalogue.question(row.workflow)}
        <div className="wa-soft wa-small">{catalogue.product(row.product)}</div>
      </div>
    ),
    partner: (row: InquiryRow) => {
      const centre = callCentre(partner(row).centre)
      return (
        <div className="wa-cell">
          {partyName(partner(row))}
          {centre && <div className="wa-soft wa-small">{centre.city}</div>}
        </div>
      )
    },
    state: (row: InquiryRow) => (
      <div className="wa-cell">
        <StateLabel state={row.state} lastReply={row.lastReply} />
        {row.assignee && <div className="wa-soft wa-small">{t('column.with', { agent: agentName(row.assignee) })}</div>}
        {held(row).length > 0 && (
          <div className="wa-soft wa-small">
            {held(row)
              .map((cause) => t(`held.${cause as 'customs'}`, { defaultValue: cause }))
              .join(', ')}
          </div>
        )}
      </div>
    ),
    remaining: (row: InquiryRow) => (
      <>
        <Remaining deadline={row} />
        {!dueShown && row.dueAt && row.state !== 'returned' && (
          <div className="wa-soft wa-small">
            <Instant at={row.dueAt} otherZone={zoneOf(partner(row))} />
          </div>
        )}
      </>
    ),
  }
  return [
    {
      id: 'item',
      header: t('column.item'),
      isRowHeader: true,
      cell: (row) => (
        <div className={row.id === shown ? 'wa-shown' : undefined} data-row={row.id}>
          <Link
            href={`/inquiries/${row.id}`}
            onFollow={(event) => {
              event.preventDefault()
              if (open) open(row)
              else void navigate(`/inquiries/${row.id}`)
            }}
            nativeAttributes={row.id === shown ? { 'aria-current': true } : undefined}
          >
            <span className="wa-item-number">{spacedItemId(row.itemId)}</span>
          </Link>
          {gone.has(row.id) && <div className="wa-soft wa-small">{goneWords ?? t('list.gone')}</div>}
          {row.urgent && (
            <div className="wa-urgent">
              <Icon name="status-warning" size="small" variant="warning" /> {t('urgent')}
            </div>
          )}
          {beneath.length > 0 && (
            <div className="wa-beneath">
              {beneath.map((id) => (
                <div key={id}>{cells[id](row)}</div>
              ))}
            </div>
          )}
        </div>
      ),
    },
    { id: 'question', header: t('column.question'), cell: cells.question },
    { id: 'partner', header: t('column.partner'), minWidth: 138, cell: cells.partner },
    { id: 'state', header: t('column.state'), maxWidth: 190, cell: cells.state },
    { id: 'remaining', header: t('column.remaining'), cell: cells.remaining },
    { id: 'due', header: t('column.due'), cell: (row) => <Instant at={row.dueAt} otherZone={zoneOf(partner(row))} /> },
    {
      id: 'level',
      header: t('column.level'),
      cell: (row) => (
        <>
          {row.level}
          <div className="wa-soft wa-small">{catalogue.level(row.workflow, row.level)}</div>
        </>
      ),
    },
    { id: 'assignee', header: t('column.assignee'), cell: (row) => agentName(row.assignee) },
    { id: 'proposal', header: t('column.proposal'), cell: (row) => (row.proposal ? catalogue.reply(row.proposal) : t('column.none')) },
    { id: 'respondBy', header: t('column.respondBy'), cell: (row) => <Instant at={row.respondBy} otherZone={zoneOf(partner(row))} /> },
    { id: 'sent', header: t('column.sent'), cell: (row) => <Instant at={row.sentAt} otherZone={zoneOf(partner(row))} /> },
  ]
}
