import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Kind, Match } from '../../../api/privacy'
import { useWorkplace } from '../../../app/workplace'
import { usePageTitle } from '../../../parts/usePageTitle'
import { NotYours } from '../NotYours'
import { AskForm } from './AskForm'
import { FindPerson } from './FindPerson'
import { RequestList } from './RequestList'
import { WhoLooked } from './WhoLooked'

/** What an administrator does when somebody asks what is kept of them. */
export default function PersonalDataPage() {
  const { t } = useTranslation()
  const { can } = useWorkplace()
  const [chosen, setChosen] = useState<Match[]>([])
  const [asking, setAsking] = useState<Kind>()
  usePageTitle(t('privacy.title'))
  if (!can('operator-administrator')) return <NotYours />
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={t('privacy.about')}>
        {t('privacy.title')}
      </Header>
      <FindPerson chosen={chosen} onChoose={setChosen} onAsk={setAsking} />
      <RequestList />
      <WhoLooked />
      {asking && (
        <AskForm kind={asking} chosen={chosen} onClose={() => setAsking(undefined)} onAsked={() => [setAsking(undefined), setChosen([])]} />
      )}
    </SpaceBetween>
  )
}
