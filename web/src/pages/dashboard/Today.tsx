import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useDay } from '../../api/dashboard'
import { useCentres } from '../../api/directory'
import { useOwed, useOwedCount } from '../../api/folders'
import type { FolderName } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { clockIn, dayAddress } from '../../logic/dashboard'
import { formatDate, formatTime } from '../../logic/instant'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { useNow } from '../../parts/useNow'
import { DueNext } from './DueNext'
import { Hours } from './Hours'
import { Latest } from './Latest'
import { Tile } from './Tile'
import { useFigureWords } from './words'

/** A call centre's day: what is late, what is still due, how it went so far. Two small reads make the first view, the day and how much is owed; what is due next comes after them. */
export function Today() {
  const { t } = useTranslation()
  const { centre: mine, callCentre, can, me, language } = useWorkplace()
  const words = useFigureWords()
  const follow = useFollow()
  const [address, setAddress] = useSearchParams()
  const centres = useCentres()
  const wanted = address.get('centre') ?? ''
  const network = can('network-administrator')
  const seen = (centres.data?.items ?? []).filter(
    (one) =>
      network ||
      me.callCentres?.some((own) => own.id === one.id) ||
      (can('supervisor', 'operator-administrator') && one.operator === me.operator?.code),
  )
  const centre = seen.find((one) => one.id === wanted)?.id ?? (mine || seen[0]?.id || '')
  const zone = callCentre(centre)?.timeZone ?? 'UTC'
  const now = useNow()
  const clock = clockIn(zone, now)
  const own = me.callCentres?.some((one) => one.id === centre) ?? false
  const day = useDay(centre, clock.day)
  const counted = useOwedCount(centre)
  const owed = useOwed(centre, Boolean(day.data && counted.data))
  const due = owed.data
  const count = due ?? counted.data // the second read has the first one's figures too, and is asked again
  const next = due && due.dueToday > 0 ? due.next[0]?.dueAt : undefined
  const option = (id: string) => ({ value: id, label: callCentre(id)?.name ?? id })
  const { asReplier: figures, asRequester: asking } = day.data?.total ?? {}
  /** Folders are those of the call centre one works for now. */
  const folder = (name: FolderName) => (own && centre === mine ? `/folders/${name}` : undefined)
  const made = (measure: string, side: 'replier' | 'requester' = 'replier') =>
    dayAddress({ measure, side }, { centre, day: clock.day, now })
  /** Those of another one that one leads are on its desk. */
  const desk = can('supervisor', 'operator-administrator') && !network ? `/team?centre=${centre}` : undefined
  const failed = [day, counted, owed].find((one) => one.error && !one.data)
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            description={day.data && <Latest at={day.data.latest} />}
            actions={
              seen.length > 1 && (
                <Select
                  ariaLabel={t('dashboard.centre')}
                  filteringType={seen.length > 10 ? 'auto' : 'none'}
                  selectedOption={option(centre)}
                  options={seen.map((one) => option(one.id))}
                  onChange={({ detail }) => setAddress({ view: 'today', centre: detail.selectedOption.value ?? '' }, { replace: true })}
                />
              )
            }
          >
            {t('dashboard.dayOf', { centre: callCentre(centre)?.name ?? centre, date: formatDate(clock.day, language) })}
          </Header>
        }
      >
        {failed ? (
          <ProblemAlert error={failed.error} retry={() => void failed.refetch()} />
        ) : !day.data || !figures || !asking || !count ? (
          <Loading />
        ) : (
          <ColumnLayout columns={4} variant="text-grid" minColumnWidth={140}>
            <Tile
              label={t('dashboard.overdue')}
              href={folder('overdueByUs') ?? desk}
              value={words.number(count.overdue)}
              verdict={
                count.overdue > 0
                  ? { type: 'error', words: t('dashboard.overdueSome') }
                  : { type: 'success', words: t('dashboard.overdueNone') }
              }
              about={t('dashboard.overdueAbout')}
            />
            <Tile
              label={t('dashboard.stillDue')}
              href={folder('toDo') ?? desk}
              value={!due ? '…' : due.more ? t('dashboard.atLeast', { count: due.dueToday }) : words.number(due.dueToday)}
              about={
                next
                  ? t('dashboard.next', { time: formatTime(next, zone, language) })
                  : due?.dueToday === 0
                    ? t('dashboard.nextNone')
                    : undefined
              }
              before={t('dashboard.toDo', { count: count.toDo })}
            />
            <Tile
              label={t('dashboard.onTime')}
              href={made('on-time-reply')}
              value={words.share(figures.onTime)}
              verdict={words.verdict(figures.onTime)}
              about={figures.onTime.whole > 0 ? words.counts(figures.onTime) : t('dashboard.noneDue')}
            />
            <Tile
              label={t('dashboard.handled')}
              value={[
                { label: t('dashboard.arrived'), href: made('requests'), value: words.number(figures.requests) },
                { label: t('dashboard.answered'), href: made('replies'), value: words.number(figures.replies) },
              ]}
              about={t('dashboard.handledAbout')}
              before={
                <>
                  <Link href={made('requests', 'requester')} onFollow={follow} fontSize="inherit">
                    {t('dashboard.asked', { number: words.number(asking.requests) })}
                  </Link>
                  {', '}
                  <Link href={made('replies', 'requester')} onFollow={follow} fontSize="inherit">
                    {t('dashboard.receivedCount', { number: words.number(asking.replies) })}
                  </Link>
                </>
              }
            />
          </ColumnLayout>
        )}
      </Container>
      {day.data && <Hours day={day.data} hour={clock.hour} />}
      {(own || !network) && <DueNext rows={due?.next ?? []} loading={owed.isPending} zone={zone} folder={folder('toDo')} />}
    </SpaceBetween>
  )
}
