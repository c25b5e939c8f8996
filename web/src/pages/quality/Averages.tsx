import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useReviewFigures } from '../../api/quality'
import { useWorkplace } from '../../app/workplace'
import { formatPercent } from '../../logic/percent'

/** The averages of a month by criterion, the weakest first. */
export function Averages({ centre, month }: { centre: string; month: string }) {
  const { t } = useTranslation()
  const { language, catalogue } = useWorkplace()
  const figures = useReviewFigures(centre, month, true).data
  const name = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T00:00:00Z`),
  )
  return (
    <Table
      header={
        <Header
          variant="h2"
          description={
            figures && figures.percent !== null
              ? t('quality.overall', {
                  reviewed: figures.reviewed,
                  drawn: figures.drawn,
                  percent: formatPercent(figures.percent, language),
                })
              : undefined
          }
        >
          {t('quality.figures', { month: name })}
        </Header>
      }
      items={[...(figures?.averages ?? [])].sort((a, b) => a.percent - b.percent)}
      trackBy={(one) => `${one.side} ${one.criterion}`}
      wrapLines
      contentDensity="compact"
      ariaLabels={{ tableLabel: t('quality.figures', { month: name }) }}
      columnDefinitions={[
        {
          id: 'criterion',
          header: t('quality.criterion'),
          isRowHeader: true,
          cell: (one) => (
            <>
              {catalogue.text(one.labels, one.criterion)}
              <div className="wa-soft wa-small">{t(`quality.side.${one.side as 'replier'}`)}</div>
            </>
          ),
        },
        { id: 'average', header: t('quality.average'), cell: (one) => formatPercent(one.percent, language) },
        { id: 'count', header: t('quality.reviews'), cell: (one) => one.count },
      ]}
      empty={<Box color="text-body-secondary">{t('quality.figuresNone')}</Box>}
    />
  )
}
