import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useWorkplace } from '../../../app/workplace'
import { formatDate } from '../../../logic/instant'
import { usePageTitle } from '../../../parts/usePageTitle'
import { Products } from './Products'
import { Replies } from './Replies'
import { Versions } from './Versions'
import { Workflows } from './Workflows'

const TABS = ['versions', 'workflows', 'products', 'replies'] as const

/** What the network has agreed, in the reader's language: what is in force, since when, and what changed. */
export default function CataloguePage() {
  const { t } = useTranslation()
  const { catalogue, language } = useWorkplace()
  const [query, setQuery] = useSearchParams()
  const tab = TABS.find((one) => one === query.get('tab')) ?? 'versions'
  const { version, inForceFrom } = catalogue.release
  usePageTitle(t('catalogue.title'))
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={t('catalogue.inForce', { version, date: formatDate(inForceFrom, language) })}>
        {t('catalogue.title')}
      </Header>
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) => setQuery({ tab: detail.activeTabId }, { replace: true })}
        ariaLabel={t('catalogue.title')}
        tabs={[
          { id: 'versions', label: t('catalogue.versions'), content: <Versions /> },
          { id: 'workflows', label: t('catalogue.workflows'), content: <Workflows /> },
          { id: 'products', label: t('catalogue.products'), content: <Products /> },
          { id: 'replies', label: t('catalogue.replies'), content: <Replies /> },
        ]}
      />
    </SpaceBetween>
  )
}
