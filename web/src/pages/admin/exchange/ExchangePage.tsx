import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useExchange } from '../../../api/exchange'
import { useWorkplace } from '../../../app/workplace'
import { Loading } from '../../../parts/Loading'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { usePageTitle } from '../../../parts/usePageTitle'
import { NotYours } from '../NotYours'
import { FilesOut } from './FilesOut'
import { SettingsForm } from './SettingsForm'
import { Settlements } from './Settlements'
import { UploadsIn } from './UploadsIn'

/** How a post without an interface takes part: files for it, files from it, and what is settled. */
export default function ExchangePage() {
  const { t } = useTranslation()
  const { can, me } = useWorkplace()
  const allowed = Boolean(me.operator?.code) && can('supervisor', 'operator-administrator')
  usePageTitle(t('exchange.title'))
  if (!allowed) return <NotYours />
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={t('exchange.about')}>
        {t('exchange.title')}
      </Header>
      <FilesOut />
      {can('supervisor') && <UploadsIn />}
      <Settlements />
      {can('operator-administrator') && <Settings />}
    </SpaceBetween>
  )
}

function Settings() {
  const exchange = useExchange()
  if (exchange.error && !exchange.data) return <ProblemAlert error={exchange.error} retry={() => void exchange.refetch()} />
  if (!exchange.data) return <Loading />
  return <SettingsForm exchange={exchange.data} reload={() => void exchange.refetch()} />
}
