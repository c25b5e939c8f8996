import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useSignals } from '../../api/signals'
import type { SignalCard } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { subjectKey } from '../../logic/signals'
import { Empty } from '../../parts/Empty'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import NotFoundPage from '../other/NotFoundPage'
import { Subscribers } from '../reports/Subscribers'
import { Verdict } from './Verdict'
import { useSignalWords } from './words'

type Sure = 'likely' | 'very-likely' | 'certain'
type Reason = 'back' | 'settled' | 'silent'

/** For those who are answerable for how a post does. */
export default function SignalsPage() {
  const { can } = useWorkplace()
  return can('supervisor', 'operator-administrator', 'network-administrator') ? <Signals /> : <NotFoundPage />
}

/** Figures that have left what is usual for them: what, since when, how much, how sure. */
function Signals() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { me } = useWorkplace()
  const words = useSignalWords()
  const [address, setAddress] = useSearchParams()
  const state = address.get('state') === 'ended' ? 'ended' : 'open'
  const subject = address.get('subject') ?? ''
  const signals = useSignals(state, subject)
  const every = useSignals(state, '')
  usePageTitle(t('signals.title'))
  const set = (change: { state?: string; subject?: string }) =>
    setAddress(
      Object.fromEntries(
        Object.entries({ state, subject, ...change }).filter(([key, value]) => value && !(key === 'state' && value === 'open')),
      ),
      { replace: true },
    )
  if (signals.error && !signals.data) return <ProblemAlert error={signals.error} retry={() => void signals.refetch()} />
  const rows = signals.data?.pages.flatMap((page) => page.items) ?? []
  const subjects = new Map((every.data?.pages.flatMap((page) => page.items) ?? []).map((one) => [subjectKey(one.subject), one]))
  const options = [
    { value: '', label: t('signals.all') },
    ...[...subjects].map(([value, one]) => ({ value, label: words.about(one) })).sort((a, b) => a.label.localeCompare(b.label)),
  ]
  const chosen = options.find((one) => one.value === subject) ?? { value: subject, label: subject.replace(/^\w+:/, '') }
  return (
    <SpaceBetween size="l">
      <Table<SignalCard>
        variant="full-page"
        wrapLines
        header={
          <Header
            variant="awsui-h1-sticky"
            description={t(me.operator?.code ? 'signals.about' : 'signals.aboutNetwork')}
            actions={
              <SpaceBetween direction="horizontal" size="xs" alignItems="end">
                <SegmentedControl
                  label={t('signals.state')}
                  selectedId={state}
                  options={[
                    { id: 'open', text: t('signals.open') },
                    { id: 'ended', text: t('signals.ended') },
                  ]}
                  onChange={({ detail }) => set({ state: detail.selectedId })}
                />
                {me.operator?.code && (
                  <Select
                    ariaLabel={t('signals.only')}
                    selectedOption={chosen}
                    options={options}
                    onChange={({ detail }) => set({ subject: detail.selectedOption.value ?? '' })}
                  />
                )}
              </SpaceBetween>
            }
          >
            {t('signals.title')}
          </Header>
        }
        loading={signals.isPending}
        loadingText={t('common.loading')}
        items={rows}
        trackBy="id"
        ariaLabels={{ tableLabel: t('signals.title') }}
        columnDefinitions={[
          {
            id: 'what',
            header: t('signals.what'),
            isRowHeader: true,
            minWidth: 260,
            cell: (one) => (
              <>
                <div>
                  <Link href={`/insights/signals/${one.id}`} onFollow={follow}>
                    {words.says(one)}
                  </Link>{' '}
                  {!one.seen && !one.within && state === 'open' && <Badge color="blue">{t('signals.new')}</Badge>}
                </div>
                <div className="wa-soft wa-small">
                  {words.metric(one)} · {words.subject(one)}
                </div>
                {Boolean(one.within) && <div className="wa-soft wa-small">{t('signals.part')}</div>}
              </>
            ),
          },
          { id: 'verdict', header: t('signals.change'), minWidth: 130, cell: (one) => <Verdict verdict={one.verdict} /> },
          {
            id: 'since',
            header: t('signals.since'),
            minWidth: 150,
            cell: (one) => (
              <>
                <div>{one.ended ? words.when(one) : words.day(one.since)}</div>
                <div className="wa-soft wa-small">
                  {one.ended ? t(`signals.reason.${one.reason as Reason}`) : t('signals.weeks', { count: one.weeks })}
                </div>
              </>
            ),
          },
          { id: 'sure', header: t('signals.sure'), minWidth: 130, cell: (one) => t(`signals.sureness.${one.sure as Sure}`) },
          {
            id: 'known',
            header: t('signals.known'),
            minWidth: 170,
            cell: (one) =>
              one.seen ? (
                <>
                  <Instant at={one.seen.at} />
                  {Boolean(one.seen.note) && <div className="wa-soft wa-small">{one.seen.note}</div>}
                </>
              ) : (
                t('reports.none')
              ),
          },
        ]}
        empty={<Nothing state={state} narrowed={subject !== ''} all={() => set({ subject: '' })} />}
        footer={
          signals.hasNextPage && (
            <Box textAlign="center">
              <Button loading={signals.isFetchingNextPage} onClick={() => void signals.fetchNextPage()}>
                {t('signals.more')}
              </Button>
            </Box>
          )
        }
      />
      <Subscribers about="signals" />
      <ExpandableSection headerText={t('signals.method')}>
        <Box color="text-body-secondary">{t('signals.methodText')}</Box>
      </ExpandableSection>
    </SpaceBetween>
  )
}

function Nothing({ state, narrowed, all }: { state: 'open' | 'ended'; narrowed: boolean; all(): void }) {
  const { t } = useTranslation()
  return (
    <Empty
      title={t(narrowed ? 'signals.emptyOf' : state === 'open' ? 'signals.empty' : 'signals.emptyEnded')}
      teach={t(narrowed ? 'signals.emptyOfTeach' : 'signals.teach')}
    >
      {narrowed && <Button onClick={all}>{t('signals.showAll')}</Button>}
    </Empty>
  )
}
