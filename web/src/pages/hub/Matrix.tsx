import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Icon from '@cloudscape-design/components/icon'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { Expectation, HubLine } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { type Grade, gradeOf, type HubRow, hubRows, trendOf } from '../../logic/dataHub'
import { formatPercent } from '../../logic/percent'
import { Empty } from '../../parts/Empty'
import { useMessageNames, useMessageWords } from './words'

interface Props {
  title: string
  partner: string
  expected: readonly Expectation[]
  lines: readonly HubLine[]
  open(line: HubLine): void
}

const LOOK: Record<Grade, StatusIndicatorProps.Type> = { good: 'success', fair: 'warning', poor: 'error' }
const ARROW = { better: 'arrow-up', worse: 'arrow-down' } as const

/** A row per partner, the least complete first, a column per event or message. */
export function Matrix({ title, partner, expected, lines, open }: Props) {
  const { t } = useTranslation()
  const { operatorName, language } = useWorkplace()
  const words = useMessageWords()
  const short = useMessageNames()
  const rows = hubRows(lines)
  const seen = expected.filter((one) => lines.some((line) => line.code === one.code))
  const columns: TableProps.ColumnDefinition<HubRow>[] = [
    { id: 'partner', header: partner, isRowHeader: true, minWidth: 120, cell: (row) => operatorName(row.partner) },
    {
      id: 'all',
      header: t('hub.all'),
      cell: (row) => (
        <>
          <Percent value={row.completeness} />
          <div className="wa-soft wa-small">{t('hub.cell', { came: row.came, due: row.due })}</div>
        </>
      ),
    },
    ...seen.map((one) => ({
      id: one.code,
      header: (
        <>
          {one.code}
          <div className="wa-soft wa-small">{short(one)}</div>
        </>
      ),
      cell: (row: HubRow) => {
        const line = row.cells.get(one.code)
        if (!line || line.completeness === null) return null
        const trend = trendOf(line)
        return (
          <Button
            data-prints
            variant="inline-link"
            onClick={() => open(line)}
            ariaLabel={t('hub.open', {
              partner: operatorName(row.partner),
              what: words(one),
              percent: formatPercent(line.completeness, language),
            })}
          >
            <span className="wa-nowrap">
              <Percent value={line.completeness} />
              {trend && trend !== 'same' && (
                <span className="wa-soft">
                  <Icon name={ARROW[trend]} size="small" ariaLabel={t(`hub.${trend}`)} />
                </span>
              )}
            </span>
          </Button>
        )
      },
    })),
  ]
  return (
    <div className="wa-matrix">
      <Table<HubRow>
        header={
          <Header variant="h2" counter={`(${rows.length})`}>
            {title}
          </Header>
        }
        items={rows}
        wrapLines
        stickyColumns={{ first: 1 }}
        trackBy="partner"
        ariaLabels={{ tableLabel: title }}
        columnDefinitions={columns}
        empty={<Empty title={t('hub.noneTitle')} teach={t('hub.noneText')} />}
      />
    </div>
  )
}

function Percent({ value }: { value: number }) {
  const { language } = useWorkplace()
  return (
    <StatusIndicator type={LOOK[gradeOf(value)]} wrapText={false}>
      {formatPercent(value, language)}
    </StatusIndicator>
  )
}
