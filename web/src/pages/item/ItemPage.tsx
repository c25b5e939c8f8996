import Alert from '@cloudscape-design/components/alert'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useItem } from '../../api/items'
import type { Item } from '../../api/types'
import { useCommands } from '../../app/commands'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { normaliseItemId, spacedItemId } from '../../logic/itemId'
import { Anomalies } from '../../parts/Anomalies'
import { ItemNumber } from '../../parts/ItemNumber'
import { Loading } from '../../parts/Loading'
import { Timeline } from '../../parts/Timeline'
import { usePageTitle } from '../../parts/usePageTitle'
import { Declared } from './Declared'
import { ExpectedDelivery, LateWarning } from './Expected'
import { ItemFacts } from './ItemFacts'
import { ItemProblem } from './ItemProblem'
import { ItemStatus } from './ItemStatus'
import { OpenInquiries } from './OpenInquiries'
import { Uses } from './Uses'

/** The outlines of the world are a chunk of their own. */
const RouteMap = lazy(() => import('../../parts/map/RouteMap'))

export default function ItemPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const id = normaliseItemId(useParams().itemId ?? '')
  const [query] = useSearchParams()
  const item = useItem(id, query.get('at') ?? undefined)
  usePageTitle(spacedItemId(id))
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('search.title'), href: '/items' },
          { text: spacedItemId(id), href: `/items/${id}` },
        ]}
      />
      {item.data ? (
        <Known item={item.data} />
      ) : item.error ? (
        <ItemProblem id={id} error={item.error} retry={() => void item.refetch()} />
      ) : (
        <Loading />
      )}
    </SpaceBetween>
  )
}

function Known({ item }: { item: Item }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { can } = useWorkplace()
  const asked = (item.openInquiries ?? []).length > 0
  const mayAsk = can('agent', 'supervisor') && !item.unverified
  const ask = () => void navigate(`/items/${item.itemId}/ask`)
  useCommands([mayAsk && { id: 'start', label: t('item.ask'), group: 'inquiry', keys: 'r', run: ask }])
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        actions={
          mayAsk && (
            <Button variant={asked ? 'normal' : 'primary'} onClick={ask}>
              {t('item.ask')}
            </Button>
          )
        }
      >
        <ItemNumber id={item.itemId} />{' '}
        <CopyToClipboard
          variant="icon"
          textToCopy={item.itemId}
          copyButtonAriaLabel={t('item.copy')}
          copySuccessText={t('item.copied')}
          copyErrorText={t('item.notCopied')}
        />
      </Header>
      {item.unverified && (
        <Alert type="warning" header={t('messageSettings.wrongDigit')}>
          {t('messageSettings.wrongDigitHelp')}
        </Alert>
      )}
      <Uses item={item} />
      <ItemStatus item={item} />
      <Anomalies item={item} />
      <LateWarning expected={item.expected} />
      {asked && <OpenInquiries item={item} />}
      <Grid gridDefinition={[{ colspan: { default: 12, s: 7 } }, { colspan: { default: 12, s: 5 } }]}>
        <Container header={<Header variant="h2">{t('timeline.title')}</Header>}>
          <Timeline item={item} />
        </Container>
        <SpaceBetween size="l">
          <ExpectedDelivery expected={item.expected} />
          <Container header={<Header variant="h2">{t('map.title')}</Header>}>
            <Suspense fallback={<Loading />}>
              <RouteMap item={item} />
            </Suspense>
          </Container>
          <ItemFacts item={item} />
          {item.declared && <Declared declared={item.declared} />}
        </SpaceBetween>
      </Grid>
    </SpaceBetween>
  )
}
