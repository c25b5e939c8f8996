import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Cards from '@cloudscape-design/components/cards'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useFollow } from '../../app/follow'
import { INSIGHTS } from '../../logic/insightReports'
import { usePageTitle } from '../../parts/usePageTitle'
import { SavedReports } from './SavedReports'

/** The reports by the questions that they answer, and those that people made themselves. */
export default function InsightsPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const navigate = useNavigate()
  usePageTitle(t('insights.title'))
  return (
    <SpaceBetween size="l">
      <Cards
        variant="full-page"
        header={
          <Header
            variant="awsui-h1-sticky"
            description={t('insights.about')}
            actions={
              <Button variant="primary" onClick={() => void navigate('/insights/new')}>
                {t('insights.new')}
              </Button>
            }
          >
            {t('insights.title')}
          </Header>
        }
        items={INSIGHTS}
        cardsPerRow={[{ cards: 1 }, { minWidth: 560, cards: 2 }, { minWidth: 860, cards: 3 }]}
        cardDefinition={{
          header: (code) => (
            <Link href={`/insights/${code}?compare=before`} onFollow={follow} fontSize="heading-m">
              {t(`insights.report.${code}.title`)}
            </Link>
          ),
          sections: [
            { id: 'question', content: (code) => <Box variant="p">{t(`insights.report.${code}.question`)}</Box> },
            { id: 'shows', content: (code) => <Box variant="small">{t(`insights.report.${code}.shows`)}</Box> },
          ],
        }}
        ariaLabels={{ itemSelectionLabel: () => '', selectionGroupLabel: t('insights.title') }}
      />
      <SavedReports />
    </SpaceBetween>
  )
}
