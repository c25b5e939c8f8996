import Box from '@cloudscape-design/components/box'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useSignal } from '../../api/signals'
import type { Signal, SignalWhere } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { formatPercent } from '../../logic/percent'
import { figuresAddress, subjectKey } from '../../logic/signals'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import NotFoundPage from '../other/NotFoundPage'
import { Known } from './Known'
import { SignalChart } from './SignalChart'
import { Verdict } from './Verdict'
import { useSignalWords } from './words'

type Sure = 'likely' | 'very-likely' | 'certain'
type Reason = 'back' | 'settled' | 'silent'

/** For those who are answerable for how a post does. */
export default function SignalPage() {
  const { can } = useWorkplace()
  const { id = '' } = useParams()
  return can('supervisor', 'operator-administrator', 'network-administrator') ? <Found id={id} /> : <NotFoundPage />
}

function Found({ id }: { id: string }) {
  const signal = useSignal(id)
  if (signal.error && !signal.data) return <ProblemAlert error={signal.error} retry={() => void signal.refetch()} />
  return signal.data ? <Whole key={signal.data.id} signal={signal.data} /> : <Loading />
}

/** One signal with what speaks for it: week by week, where it comes from, who knows. */
function Whole({ signal }: { signal: Signal }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const navigate = useNavigate()
  const { me, language } = useWorkplace()
  const words = useSignalWords()
  const title = t('signals.titled', { metric: words.metric(signal), subject: words.subject(signal) })
  usePageTitle(title)
  const most = signal.where[0]
  return (
    <SpaceBetween size="l">
      <div>
        <BreadcrumbGroup
          ariaLabel={t('nav.path')}
          onFollow={follow}
          items={[
            { text: t('signals.title'), href: '/insights/signals' },
            { text: words.metric(signal), href: `/insights/signals/${signal.id}` },
          ]}
        />
        <Header
          variant="h1"
          actions={<Button onClick={() => void navigate(figuresAddress(signal, !me.operator?.code))}>{t('signals.figures')}</Button>}
        >
          {title}
        </Header>
      </div>
      <Container>
        <SpaceBetween size="m">
          <div>
            <Box fontSize="heading-m">{t('signals.told', { when: words.when(signal), says: words.says(signal) })}</Box>
            <div>{t('signals.usual', { low: words.value(signal.unit, signal.low), high: words.value(signal.unit, signal.high) })}</div>
            {most && most.percent >= 50 && (
              <div>{t('signals.most', { where: words.where(most), percent: formatPercent(Math.round(most.percent), language) })}</div>
            )}
          </div>
          <KeyValuePairs
            columns={3}
            items={[
              { label: t('signals.change'), value: <Verdict verdict={signal.verdict} /> },
              {
                label: t('signals.sure'),
                value: (
                  <>
                    {t(`signals.sureness.${signal.sure as Sure}`)}
                    <div className="wa-soft wa-small">{t(`signals.sureHelp.${signal.sure as Sure}`)}</div>
                  </>
                ),
              },
              {
                label: signal.ended ? t('signals.ended') : t('signals.open'),
                value: (
                  <>
                    {t('signals.weeks', { count: signal.weeks })}
                    {Boolean(signal.ended) && <div className="wa-soft wa-small">{t(`signals.reason.${signal.reason as Reason}`)}</div>}
                  </>
                ),
              },
            ]}
          />
          {Boolean(signal.within) && (
            <div>
              {t('signals.part')}.{' '}
              <Link href={`/insights/signals/${signal.within}`} onFollow={follow}>
                {t('signals.whole')}
              </Link>
            </div>
          )}
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header variant="h2" description={t('signals.courseAbout')}>
            {t('signals.course')}
          </Header>
        }
      >
        <SignalChart signal={signal} />
      </Container>
      <Origins signal={signal} />
      <Known signal={signal} />
      <Link href={`/insights/signals?subject=${encodeURIComponent(subjectKey(signal.subject))}`} onFollow={follow}>
        {t('signals.others')}
      </Link>
    </SpaceBetween>
  )
}

/** What makes most of a change. */
function Origins({ signal }: { signal: Signal }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { me, language } = useWorkplace()
  const words = useSignalWords()
  return (
    <Table<SignalWhere>
      header={
        <Header variant="h2" description={t('signals.whereAbout')}>
          {t('signals.where')}
        </Header>
      }
      items={signal.where}
      trackBy={(one) => `${one.by} ${one.name}`}
      ariaLabels={{ tableLabel: t('signals.where') }}
      columnDefinitions={[
        {
          id: 'name',
          header: t('signals.name'),
          isRowHeader: true,
          cell: (one) => (
            <Link href={figuresAddress(signal, !me.operator?.code, one)} onFollow={follow}>
              {words.where(one)}
            </Link>
          ),
        },
        { id: 'by', header: t('signals.by'), cell: (one) => t(`signals.kind.${one.by as 'centre' | 'partner' | 'product' | 'step'}`) },
        { id: 'share', header: t('signals.share'), cell: (one) => formatPercent(Math.round(one.percent), language) },
        { id: 'before', header: t('signals.before'), cell: (one) => words.value(signal.unit, one.before) },
        { id: 'now', header: t('signals.now'), cell: (one) => words.value(signal.unit, one.value) },
      ]}
      empty={t('signals.whereNone')}
    />
  )
}
