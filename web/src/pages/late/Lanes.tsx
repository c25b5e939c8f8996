import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import type { LateLane, LateRole } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { formatPercent } from '../../logic/percent'
import { Instant } from '../../parts/Instant'

interface Props {
  role: LateRole
  lanes: readonly LateLane[]
  chosen: string
  choose(lane: string): void
}

/** How much is late by lane, most first; one is chosen to see its items. */
export function Lanes({ role, lanes, chosen, choose }: Props) {
  const { t } = useTranslation()
  const { country, operatorName, language } = useWorkplace()
  return (
    <Table<LateLane>
      variant="container"
      contentDensity="compact"
      header={
        <Header
          variant="h2"
          counter={`(${lanes.length})`}
          actions={chosen && <Button onClick={() => choose('')}>{t('late.anyLane')}</Button>}
        >
          {t('late.lanes')}
        </Header>
      }
      items={lanes}
      trackBy={(one) => one.partner.country || '-'}
      ariaLabels={{ tableLabel: t('late.lanes') }}
      columnDefinitions={[
        {
          id: 'lane',
          header: t(role === 'origin' ? 'late.laneTo' : 'late.laneFrom'),
          isRowHeader: true,
          cell: ({ partner }) =>
            partner.country ? (
              <>
                <Button data-prints variant="inline-link" onClick={() => choose(partner.country)} ariaLabel={country(partner.country)}>
                  {partner.country === chosen ? <strong>{country(partner.country)}</strong> : country(partner.country)}
                </Button>
                {partner.operator && <div className="wa-soft wa-small">{operatorName(partner.operator)}</div>}
              </>
            ) : (
              <span className="wa-soft">{t('late.unknownLane')}</span>
            ),
        },
        { id: 'count', header: t('late.count'), cell: (one) => new Intl.NumberFormat(language).format(one.count) },
        { id: 'oldest', header: t('late.oldest'), cell: (one) => <Instant at={one.oldest} /> },
        {
          id: 'share',
          header: t('late.share'),
          cell: (one) =>
            one.share === null ? null : (
              <>
                {formatPercent(one.share, language)}
                <div className="wa-soft wa-small">{t('late.shareOf', { behind: one.behind, over: one.over })}</div>
              </>
            ),
        },
      ]}
    />
  )
}
