import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { type CalendarSpec, useDuePreview } from '../../../api/admin'
import { useFollow } from '../../../app/follow'
import { useWorkplace } from '../../../app/workplace'
import { formatInstant } from '../../../logic/instant'
import { spacedItemId } from '../../../logic/itemId'
import { Loading } from '../../../parts/Loading'
import { ProblemAlert } from '../../../parts/ProblemAlert'

interface Props {
  centre: string
  calendar: CalendarSpec
  zone: string
  /** Said once the first part is there to look at. */
  onLooked(): void
}

/** The open due times that the calendar would have set elsewhere, looked at part by part. */
export function DuePreview({ centre, calendar, zone, onLooked }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { catalogue, operatorName, language } = useWorkplace()
  const preview = useDuePreview(centre, calendar)
  const loaded = preview.data !== undefined
  useEffect(() => {
    if (loaded) onLooked()
  }, [loaded, onLooked])
  if (preview.error && !preview.data) return <ProblemAlert error={preview.error} retry={() => void preview.refetch()} />
  if (!preview.data) return <Loading />
  const rows = preview.data.pages.flatMap((page) => page.items ?? [])
  const examined = preview.data.pages.reduce((sum, page) => sum + page.examined, 0)
  return (
    <SpaceBetween size="s">
      <div>{t('admin.preview.found', { count: rows.length, examined })}</div>
      {rows.length > 0 && (
        <Table
          variant="embedded"
          items={rows}
          trackBy={(one) => `${one.term} ${one.inquiryId}`}
          ariaLabels={{ tableLabel: t('admin.preview.title') }}
          columnDefinitions={[
            {
              id: 'item',
              header: t('column.item'),
              isRowHeader: true,
              cell: (one) => (
                <Link href={`/inquiries/${one.inquiryId}`} onFollow={follow}>
                  <span className="wa-item-number">{spacedItemId(one.itemId)}</span>
                </Link>
              ),
            },
            { id: 'question', header: t('column.question'), cell: (one) => catalogue.question(one.workflow) },
            { id: 'term', header: t('admin.preview.what'), cell: (one) => t(`admin.preview.term.${one.term}`) },
            { id: 'partner', header: t('column.partner'), cell: (one) => operatorName(one.partner) },
            { id: 'due', header: t('admin.preview.told'), cell: (one) => formatInstant(one.dueAt, zone, language) },
            { id: 'would', header: t('admin.preview.would'), cell: (one) => formatInstant(one.wouldBeDueAt, calendar.timeZone, language) },
          ]}
        />
      )}
      {preview.hasNextPage && (
        <Button loading={preview.isFetchingNextPage} onClick={() => void preview.fetchNextPage()}>
          {t('folder.goOn')}
        </Button>
      )}
    </SpaceBetween>
  )
}
