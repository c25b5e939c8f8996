import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useDay } from '../../api/dashboard'
import { useCentres } from '../../api/directory'
import { useFolder, useFolderCounts } from '../../api/folders'
import type { FolderName } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { clockIn, dayAddress, stillDue } from '../../logic/dashboard'
import { formatDate, formatTime } from '../../logic/instant'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { DueNext } from './DueNext'
import { Hours } from './Hours'
import { Latest } from './Latest'
import { Tile } from './Tile'
import { useNow } from './useNow'
import { useFigureWords } from './words'

/** A call centre's day: what is late, what is still due, how it went so far. Three small reads: the day, the folders' counts, what is due first. */
export function Today() {
  const { t } = useTranslation()
  const { centre: mine, callCentre, can, me, language } = useWorkplace()
  const words = useFigureWords()
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
  const counts = useFolderCounts(own ? centre : '')
  const toDo = useFolder('toDo', own ? centre : '', {})
  const countOf = (folder: FolderName) => counts.data?.items?.find((one) => one.folder === folder)?.count ?? 0
  const rows = toDo.data?.pages[0]?.items ?? []
  const due = stillDue(rows, Boolean(toDo.data?.pages[0]?.nextCursor), zone, now)
  const next = due.rows[0]?.dueAt
  const option = (id: string) => ({ value: id, label: callCentre(id)?.name ?? id })
  const figures = day.data?.total.asReplier
  /** Folders are those of the call centre one works for now. */
  const folder = (name: FolderName) => (own && centre === mine ? `/folders/${name}` : undefined)
  const made = (measure: string, side: 'replier' | 'requester') =>
    network ? undefined : dayAddress(measure, side, 'inquiry', { centre, day: clock.day, now })
  const late = own ? countOf('overdueByUs') : (figures?.outstanding ?? 0)
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
        {day.error && !day.data ? (
          <ProblemAlert error={day.error} retry={() => void day.refetch()} />
        ) : !day.data || !figures ? (
          <Loading />
        ) : (
          <ColumnLayout columns={4} variant="text-grid" minColumnWidth={140}>
            <Tile
              label={t('dashboard.overdue')}
              href={folder('overdueByUs') ?? made('outstanding', 'replier')}
              value={words.number(late)}
              verdict={
                late > 0 ? { type: 'error', words: t('dashboard.overdueSome') } : { type: 'success', words: t('dashboard.overdueNone') }
              }
              about={t('dashboard.overdueAbout')}
            />
            {own ? (
              <Tile
                label={t('dashboard.stillDue')}
                href={folder('toDo')}
                value={due.more ? t('dashboard.atLeast', { count: due.rows.length }) : words.number(due.rows.length)}
                about={next ? t('dashboard.next', { time: formatTime(next, zone, language) }) : t('dashboard.nextNone')}
                before={t('dashboard.toDo', { count: countOf('toDo') })}
              />
            ) : (
              <Tile
                label={t('dashboard.late')}
                href={made('on-time-reply', 'replier')}
                value={words.number(figures.onTime.whole - figures.onTime.part)}
                about={t('dashboard.lateAbout')}
              />
            )}
            <Tile
              label={t('dashboard.onTime')}
              href={made('on-time-reply', 'replier')}
              value={words.share(figures.onTime)}
              verdict={words.verdict(figures.onTime)}
              about={figures.onTime.whole > 0 ? words.counts(figures.onTime) : t('dashboard.noneDue')}
            />
            <Tile
              label={t('dashboard.handled')}
              href={made('replies', 'replier')}
              value={`${words.number(figures.requests)} / ${words.number(figures.replies)}`}
              about={t('dashboard.handledAbout')}
              before={t('dashboard.asked', {
                asked: day.data.total.asRequester.requests,
                received: day.data.total.asRequester.replies,
              })}
            />
          </ColumnLayout>
        )}
      </Container>
      {day.data && <Hours day={day.data} hour={clock.hour} />}
      {own && <DueNext rows={rows} loading={toDo.isPending} zone={zone} folder={folder('toDo')} />}
    </SpaceBetween>
  )
}
