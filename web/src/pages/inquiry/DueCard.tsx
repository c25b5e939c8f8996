import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import Icon from '@cloudscape-design/components/icon'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useTranslation } from 'react-i18next'
import type { DueTime, Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { partnerOf } from '../../logic/conversation'
import { byPresence, exceptionKind, openHours } from '../../logic/dueTimes'
import { formatMinutes } from '../../logic/duration'
import { formatDay, formatInstant, formatTime, zoneCity } from '../../logic/instant'
import { standingOf } from '../../logic/remaining'
import { InstantIn } from '../../parts/InstantIn'
import { Remaining } from '../../parts/Remaining'

/** When the answer is due, how that stands, and why it is due then. */
export function DueCard({ inquiry, catalogue }: { inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const { zone, language, zoneOf } = useWorkplace()
  const otherZone = zoneOf(partnerOf(inquiry))
  if (!inquiry.dueAt) return <OtherClocks inquiry={inquiry} alone />
  const standing = standingOf(inquiry)
  const holds = standing === 'answered' || standing === 'closed' ? [] : (inquiry.clock?.holds ?? [])
  const there =
    inquiry.clock && inquiry.clock.timeZone !== zone
      ? t('due.there', { time: formatInstant(inquiry.dueAt, inquiry.clock.timeZone, language), city: zoneCity(inquiry.clock.timeZone) })
      : ''
  return (
    <Container header={<Header variant="h2">{t('due.title')}</Header>}>
      <SpaceBetween size="s">
        <div>
          <Box variant="h3" tagOverride="p" margin="n" padding="n">
            {formatInstant(inquiry.dueAt, zone, language)}
          </Box>
          {there && <Box color="text-body-secondary">{there}</Box>}
        </div>
        {standing === 'answered' && typeof inquiry.onTime === 'boolean' ? (
          <StatusIndicator type={inquiry.onTime ? 'success' : 'error'}>{inquiry.onTime ? t('due.onTime') : t('due.late')}</StatusIndicator>
        ) : (
          (standing === 'runs' || holds.length === 0) && <Remaining deadline={inquiry} />
        )}
        {holds.map((hold) => (
          <div key={hold.cause} className="wa-held">
            <Icon name="status-stopped" />{' '}
            <InstantIn at={hold.from} otherZone={otherZone} words={(from) => t(`due.stands.${hold.cause}`, { from })} />
          </div>
        ))}
        <Moves inquiry={inquiry} catalogue={catalogue} />
        <OtherClocks inquiry={inquiry} />
        <Whys inquiry={inquiry} />
      </SpaceBetween>
    </Container>
  )
}

/** What becomes of it when nobody does anything, and by when it should be read or looked at again. */
function OtherClocks({ inquiry, alone = false }: { inquiry: Inquiry; alone?: boolean }) {
  const { t } = useTranslation()
  const { zoneOf } = useWorkplace()
  const otherZone = zoneOf(partnerOf(inquiry))
  const ours = inquiry.side !== 'replier'
  const ends = inquiry.state === 'returned' ? 'missing' : 'reaction'
  const said = [
    { at: inquiry.respondBy, words: (date: string) => t(`due.${ours ? 'closesOurs' : 'closes'}.${ends}`, { date }) },
    { at: inquiry.readAt ? null : inquiry.readBy, words: (date: string) => t('due.readBy', { date }) },
    { at: ours ? inquiry.followUpAt : null, words: (date: string) => t('due.followUp', { date }) },
  ]
  const lines = said.flatMap(({ at, words }) =>
    at ? (
      <div key={words('')}>
        <InstantIn at={at} otherZone={otherZone} words={words} />
      </div>
    ) : (
      []
    ),
  )
  if (lines.length === 0) return null
  if (!alone) return <div>{lines}</div>
  return (
    <Container header={<Header variant="h2">{t('due.title')}</Header>}>
      <SpaceBetween size="s">
        <div>{lines}</div>
        <Whys inquiry={inquiry} />
      </SpaceBetween>
    </Container>
  )
}

/** Due times that were told and moved by an explicit decision: when, to when and why. */
function Moves({ inquiry, catalogue }: { inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const { zone, language, zoneOf } = useWorkplace()
  return inquiry.history
    .filter((one) => one.kind === 'dueMoved')
    .map((one) => (
      <div key={one.seq}>
        <InstantIn
          at={one.dueAt ?? one.at}
          otherZone={zoneOf(partnerOf(inquiry))}
          words={(due) => t('due.moved', { at: formatInstant(one.at, zone, language), due, reason: catalogue.forceMajeure(one.reason) })}
        />
        {one.text && (
          <div className="wa-soft">
            <q lang={one.language || undefined}>{one.text}</q>
          </div>
        )}
      </div>
    ))
}

/** Why each due time is when it is: those of the present level and reply first, the earlier ones folded away. */
function Whys({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation()
  const { present, earlier } = byPresence(inquiry.clocks ?? [])
  return (
    <SpaceBetween size="s">
      {present.map((one) => (
        <ExpandableSection key={`${one.term} ${one.startedAt}`} headerText={t(`due.why.${one.term}`)}>
          <Why due={one} />
        </ExpandableSection>
      ))}
      {earlier.length > 0 && (
        <ExpandableSection headerText={t('due.earlier', { count: earlier.length })}>
          <SpaceBetween size="s">
            {earlier.map((one) => (
              <ExpandableSection key={`${one.term} ${one.startedAt}`} headerText={t(`due.past.${one.term}`, { level: one.level })}>
                <Why due={one} />
              </ExpandableSection>
            ))}
          </SpaceBetween>
        </ExpandableSection>
      )}
    </SpaceBetween>
  )
}

function Why({ due }: { due: DueTime }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const zone = due.timeZone
  const city = zoneCity(zone)
  const start = formatInstant(due.startedAt, zone, language)
  const end = formatInstant(due.dueAt, zone, language)
  const day = (date: string) => formatDay(`${date}T12:00:00Z`, 'UTC', language)
  return (
    <SpaceBetween size="xs">
      <Box variant="small">
        {due.targetDays > 0
          ? t('due.explainedDays', { count: due.targetDays, city, start, end })
          : t('due.explained', { time: formatMinutes(due.targetMinutes, language), city, start, end })}
      </Box>
      {due.days.length > 0 && <Box variant="small">{due.days.map(day).join(' · ')}</Box>}
      {due.intervals.length > 0 && (
        <table className="wa-intervals">
          <caption className="wa-hidden">{t('due.intervals')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('due.day')}</th>
              <th scope="col">{t('due.hours')}</th>
              <th scope="col">{t('due.counted')}</th>
            </tr>
          </thead>
          <tbody>
            {due.intervals.map((one) => (
              <tr key={one.from}>
                <td>{formatDay(one.from, zone, language)}</td>
                <td>
                  {formatTime(one.from, zone, language)}–{formatTime(one.to, zone, language)}
                </td>
                <td>{formatMinutes(one.minutes, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(due.pauses.length > 0 || due.exceptions.length > 0) && (
        <div>
          <Box variant="small" fontWeight="bold">
            {t('due.notCounted')}
          </Box>
          <ul className="wa-missing wa-small">
            {due.pauses.map((pause) => (
              <li key={`${pause.cause} ${pause.from}`}>
                {t(`due.pause.${pause.cause}`, {
                  from: formatInstant(pause.from, zone, language),
                  to: formatInstant(pause.to, zone, language),
                  time: formatMinutes(pause.minutes, language),
                })}
              </li>
            ))}
            {due.exceptions.map((one) => (
              <li key={one.date}>
                {t(`due.exception.${exceptionKind(one)}`, { date: day(one.date), name: one.name ?? '', hours: openHours(one) })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </SpaceBetween>
  )
}
