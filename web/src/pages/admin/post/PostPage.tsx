import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { type EditedOperator, useEditedOperator } from '../../../api/admin'
import { useWorkplace } from '../../../app/workplace'
import { Loading } from '../../../parts/Loading'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { usePageTitle } from '../../../parts/usePageTitle'
import { NotYours } from '../NotYours'
import { HandOverRules } from './HandOverRules'
import { MessageSettingsForm } from './MessageSettingsForm'
import { OperatorSettingsForm } from './OperatorSettingsForm'

export interface PostProps {
  operator: EditedOperator
  reload(): void
}

/** What a post chooses for itself: which call centre takes what, and what happens by itself. */
export default function PostPage() {
  const { t } = useTranslation()
  const { me, can } = useWorkplace()
  const [query, setQuery] = useSearchParams()
  const operator = useEditedOperator(me.operator?.code ?? '')
  usePageTitle(t('admin.post.title'))
  if (!can('operator-administrator')) return <NotYours />
  if (operator.error && !operator.data) return <ProblemAlert error={operator.error} retry={() => void operator.refetch()} />
  if (!operator.data) return <Loading />
  const parts: PostProps = { operator: operator.data, reload: () => void operator.refetch() }
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={operator.data.name}>
        {t('admin.post.title')}
      </Header>
      <Tabs
        activeTabId={['settings', 'messages'].find((tab) => tab === query.get('tab')) ?? 'handOver'}
        onChange={({ detail }) => setQuery({ tab: detail.activeTabId }, { replace: true })}
        ariaLabel={t('admin.post.title')}
        tabs={[
          { id: 'handOver', label: t('admin.handOver.title'), content: <HandOverRules {...parts} /> },
          { id: 'settings', label: t('admin.settings.title'), content: <OperatorSettingsForm {...parts} /> },
          { id: 'messages', label: t('messageSettings.title'), content: <MessageSettingsForm code={operator.data.code} /> },
        ]}
      />
    </SpaceBetween>
  )
}
