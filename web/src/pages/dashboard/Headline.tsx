import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MonthFigures } from '../../api/types'
import { reportAddress } from '../../logic/dashboard'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { Latest } from './Latest'
import { Tile } from './Tile'
import { useFigureWords } from './words'

interface Props {
  month: UseQueryResult<MonthFigures>
  title: string
  /** What chooses another month, or of whom. */
  actions: ReactNode
  /** Whose figures lead on; undefined for one's own, or the network's. */
  operator?: string | undefined
}

/** The head of a month's dashboard: how far it goes, and its six figures, or why there are none. */
export function Headline({ month, title, actions, operator }: Props) {
  return (
    <Container
      header={
        <Header variant="h2" description={month.data && <Latest at={month.data.latest} />} actions={actions}>
          {title}
        </Header>
      }
    >
      {month.data ? (
        <Six figures={month.data} operator={operator} />
      ) : month.error ? (
        <ProblemAlert error={month.error} retry={() => void month.refetch()} />
      ) : (
        <Loading />
      )}
    </Container>
  )
}

/** A month in six figures, each beside the month before and leading to what made it. */
function Six({ figures, operator }: { figures: MonthFigures; operator: string | undefined }) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const now = figures.total.asReplier
  const before = figures.before.asReplier
  const was = (value: string) => t('dashboard.before', { value })
  const to = (code: string) => reportAddress(code, { month: figures.month, operator })
  return (
    <ColumnLayout columns={3} variant="text-grid" minColumnWidth={150}>
      <Tile
        label={t('reports.onTime')}
        href={to('on-time')}
        value={words.share(now.onTime)}
        verdict={words.verdict(now.onTime)}
        about={words.counts(now.onTime)}
        before={words.sharesBefore(now.onTime, before.onTime)}
      />
      <Tile
        label={t('dashboard.outstanding')}
        href={to('outstanding')}
        value={words.number(now.outstanding)}
        verdict={
          now.outstanding > 0
            ? { type: 'warning', words: t('dashboard.outstandingSome') }
            : { type: 'success', words: t('dashboard.overdueNone') }
        }
        before={was(words.number(before.outstanding))}
      />
      <Tile
        label={t('reports.firstLevel')}
        href={to('resolution')}
        value={words.share(now.firstLevel)}
        verdict={words.verdict(now.firstLevel)}
        about={words.counts(now.firstLevel)}
        before={words.sharesBefore(now.firstLevel, before.firstLevel)}
      />
      <Tile
        label={t('reports.timeToReply')}
        href={to('response-times')}
        value={words.mean(now.timeToReply)}
        about={t('dashboard.working')}
        before={was(words.mean(before.timeToReply))}
      />
      <Tile
        label={t('dashboard.arrived')}
        href={to('requests')}
        value={words.number(now.requests)}
        about={t('dashboard.repliesGiven', { count: now.replies })}
        before={was(words.number(before.requests))}
      />
      <Tile
        label={t('dashboard.sent')}
        href={to('requests')}
        value={words.number(figures.total.asRequester.requests)}
        about={t('dashboard.repliesReceived', { count: figures.total.asRequester.replies })}
        before={was(words.number(figures.before.asRequester.requests))}
      />
    </ColumnLayout>
  )
}
