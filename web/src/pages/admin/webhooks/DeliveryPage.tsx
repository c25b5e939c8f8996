import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useDelivery, useReplay } from '../../../api/webhooks'
import { useFlash } from '../../../app/flash'
import { useFollow } from '../../../app/follow'
import { useWorkplace } from '../../../app/workplace'
import { pretty } from '../../../logic/webhooks'
import { Instant } from '../../../parts/Instant'
import { Loading } from '../../../parts/Loading'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { usePageTitle } from '../../../parts/usePageTitle'
import { NotYours } from '../NotYours'
import { Attempts } from './Attempts'
import { State } from './Deliveries'
import { useTypeWords } from './words'

/** One delivery: each attempt, and what is sent. */
export default function DeliveryPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { can } = useWorkplace()
  const follow = useFollow()
  const flash = useFlash()
  const words = useTypeWords()
  const found = useDelivery(id)
  const replay = useReplay()
  usePageTitle(t('webhooks.delivery.title'))
  if (!can('operator-administrator')) return <NotYours />
  if (found.error && !found.data) return <ProblemAlert error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Loading />
  const one = found.data
  const go = () => replay.mutate(id, { onSuccess: () => flash.done(t('webhooks.delivery.replayed')) })
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={
          <Link href={`/administration/webhooks/${one.endpointId}`} onFollow={follow}>
            {t('nav.back')}
          </Link>
        }
        actions={
          one.state !== 'waiting' && (
            <Button loading={replay.isPending} onClick={go}>
              {t('webhooks.delivery.replay')}
            </Button>
          )
        }
      >
        {words(one.type)}
      </Header>
      {replay.error && <ProblemAlert error={replay.error} />}
      <Container>
        <KeyValuePairs
          columns={3}
          minColumnWidth={220}
          items={[
            { label: t('webhooks.delivery.state'), value: <State of={one} /> },
            { label: t('webhooks.delivery.planned'), value: <Instant at={one.plannedAt} /> },
            ...(one.endedAt ? [{ label: t('webhooks.delivery.ended'), value: <Instant at={one.endedAt} /> }] : []),
            {
              label: t('webhooks.delivery.inquiry'),
              value: (
                <Link href={`/inquiries/${one.inquiryId}`} onFollow={follow}>
                  <span className="wa-break">{one.inquiryId}</span>
                </Link>
              ),
            },
            { label: t('webhooks.delivery.sequence'), value: String(one.sequence) },
            { label: t('webhooks.delivery.message'), value: <code className="wa-break">{one.messageId}</code> },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">{t('webhooks.delivery.attempts')}</Header>}>
        <Attempts of={one.attempts} />
      </Container>
      <Container header={<Header variant="h2">{t('webhooks.delivery.body')}</Header>}>
        <pre className="wa-code">{pretty(one.body)}</pre>
      </Container>
    </SpaceBetween>
  )
}
