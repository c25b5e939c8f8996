import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useAlertPages, useReadAlert, useReadAllAlerts } from '../../api/alerts'
import { useCommands } from '../../app/commands'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { Empty } from '../../parts/Empty'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { AlertList } from './AlertList'
import { Elsewhere } from './Elsewhere'
import { OnThisDevice } from './OnThisDevice'

/** What somebody of this call centre should know: unread first, each with what to do. */
export default function AlertsPage() {
  const { t } = useTranslation()
  const flash = useFlash()
  const { centre, me, callCentre } = useWorkplace()
  const alerts = useAlertPages(centre)
  const readAll = useReadAllAlerts(centre)
  const readSome = useReadAlert(centre)
  usePageTitle(t('alerts.title'))
  const all = alerts.data?.pages.flatMap((page) => page.items) ?? []
  const count = alerts.data?.pages[0]?.unread ?? 0
  const upTo = (alerts.data?.pages[0] as { upTo?: number } | undefined)?.upTo
  const unread = all.filter((one) => !one.read)
  const read = all.filter((one) => one.read)
  const readThem = () => readAll.mutate(upTo, { onError: flash.failed })
  useCommands([count > 0 && { id: 'read-all', label: t('alerts.readAll'), group: 'list', run: readThem }])
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        counter={count > 0 ? `(${count})` : undefined}
        description={
          (me.callCentres ?? []).length > 1 ? t('notify.ofCentre', { centre: callCentre(centre)?.name ?? centre }) : t('alerts.about')
        }
        actions={
          <Button disabled={count === 0} loading={readAll.isPending} onClick={readThem}>
            {t('alerts.readAll')}
          </Button>
        }
      >
        {t('alerts.title')}
      </Header>
      <Elsewhere />
      <OnThisDevice />
      {alerts.error && !alerts.data && <ProblemAlert error={alerts.error} retry={() => void alerts.refetch()} />}
      {alerts.isPending && centre !== '' && <Loading />}
      {alerts.data && all.length === 0 && <Empty title={t('alerts.empty')} teach={t('alerts.teach')} />}
      {unread.length > 0 && (
        <AlertList title={t('alerts.unread')} alerts={unread} onRead={(ids) => readSome.mutate(ids, { onError: flash.failed })} />
      )}
      {read.length > 0 && <AlertList title={t('alerts.read')} alerts={read} />}
      {alerts.hasNextPage && (
        <Box textAlign="center">
          <Button loading={alerts.isFetchingNextPage} onClick={() => void alerts.fetchNextPage()}>
            {t('folder.more')}
          </Button>
        </Box>
      )}
    </SpaceBetween>
  )
}
