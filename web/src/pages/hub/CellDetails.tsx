import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useMissing } from '../../api/late'
import type { Expectation, HubLine } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { trendOf } from '../../logic/dataHub'
import { spacedItemId } from '../../logic/itemId'
import { formatPercent } from '../../logic/percent'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { useMessageWords } from './words'

interface Props {
  line: HubLine
  expected: Expectation | undefined
  delayHours: readonly number[]
  month: string
  from: string
  /** "" for all other operators together: of them no item is named. */
  to: string
  close(): void
}

/** What stands behind a figure: counts, delays, and some of the items that lack it. */
export function CellDetails({ line, expected, delayHours, month, from, to, close }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { operatorName, language } = useWorkplace()
  const words = useMessageWords()
  const missing = useMissing(line.missing > 0 && to ? { month, from, to, code: line.code } : undefined)
  const number = (n: number) => new Intl.NumberFormat(language).format(n)
  const percent = (n: number | null) => (n === null ? '' : formatPercent(n, language))
  const trend = trendOf(line)
  const what = expected ? words(expected) : line.code
  const last = delayHours.at(-1) ?? 0
  const items = missing.data?.items ?? []
  return (
    <Modal
      visible
      size="medium"
      onDismiss={close}
      header={t('hub.details', { what, from: operatorName(from), to: to ? operatorName(to) : t('hub.all') })}
      footer={
        <Box float="right">
          <Button onClick={close}>{t('hub.close')}</Button>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {expected && <Box color="text-body-secondary">{t(`hub.at.${expected.at as 'arrival'}`)}</Box>}
        <KeyValuePairs
          columns={3}
          minColumnWidth={130}
          items={[
            { label: t('hub.due'), value: number(line.due) },
            { label: t('hub.came'), value: `${number(line.came)} (${percent(line.completeness)})` },
            { label: t('hub.missing'), value: number(line.missing) },
            {
              label: t('hub.late'),
              value: (
                <>
                  {line.lateShare === null
                    ? number(0)
                    : t('hub.lateShare', { late: line.late, came: line.came, percent: percent(line.lateShare) })}
                  {expected && <div className="wa-soft wa-small">{t('hub.limit', { hours: expected.limitHours })}</div>}
                </>
              ),
            },
            ...(line.medianHours === null
              ? []
              : [
                  {
                    label: t('hub.median'),
                    value: t(line.medianHours > 0 ? 'hub.medianUpTo' : 'hub.medianOver', { hours: line.medianHours || last }),
                  },
                ]),
            ...(line.completenessBefore === null
              ? []
              : [
                  {
                    label: t('hub.before'),
                    value: [percent(line.completenessBefore), trend && t(`hub.${trend}`)].filter(Boolean).join(' · '),
                  },
                ]),
          ]}
        />
        {missing.error ? <ProblemAlert error={missing.error} /> : null}
        {line.missing > 0 && to && !missing.error && (
          <Table
            variant="embedded"
            header={
              <Header variant="h3" description={t('hub.sampleAbout')}>
                {t('hub.sample')}
              </Header>
            }
            items={items}
            loading={missing.isPending}
            loadingText={t('common.loading')}
            trackBy="itemId"
            ariaLabels={{ tableLabel: t('hub.sample') }}
            empty={t('hub.sampleNone')}
            columnDefinitions={[
              {
                id: 'item',
                header: t('late.item'),
                isRowHeader: true,
                cell: (one) => (
                  <Link href={`/items/${one.itemId}`} onFollow={follow}>
                    {spacedItemId(one.itemId)}
                  </Link>
                ),
              },
              { id: 'due', header: t('hub.dueBy'), cell: (one) => <Instant at={one.due} /> },
            ]}
          />
        )}
      </SpaceBetween>
    </Modal>
  )
}
