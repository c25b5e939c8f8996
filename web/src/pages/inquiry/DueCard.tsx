import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useTranslation } from 'react-i18next'
import type { Clock, Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { formatMinutes } from '../../logic/duration'
import { formatDay, formatInstant, formatTime, zoneCity } from '../../logic/instant'
import { Remaining } from '../../parts/Remaining'

/** When the answer is due, how that stands, and why it is due then. */
export function DueCard({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation()
  const { zone, language } = useWorkplace()
  if (!inquiry.dueAt) return null
  const answered = typeof inquiry.onTime === 'boolean' && typeof inquiry.remainingMinutes !== 'number'
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
        {answered ? (
          <StatusIndicator type={inquiry.onTime ? 'success' : 'error'}>{inquiry.onTime ? t('due.onTime') : t('due.late')}</StatusIndicator>
        ) : (
          <Remaining deadline={inquiry} />
        )}
        {inquiry.clock && <Why clock={inquiry.clock} />}
      </SpaceBetween>
    </Container>
  )
}

function Why({ clock }: { clock: Clock }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const zone = clock.timeZone
  const intervals = clock.intervals ?? []
  const pauses = clock.pauses ?? []
  return (
    <ExpandableSection headerText={t('due.why')}>
      <SpaceBetween size="xs">
        <Box variant="small">
          {t('due.explained', {
            time: formatMinutes(clock.targetMinutes, language),
            city: zoneCity(zone),
            start: formatInstant(clock.startedAt, zone, language),
          })}
        </Box>
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
            {intervals.map((one) => (
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
        {pauses.map((pause) => (
          <Box key={pause.from} variant="small">
            {pause.to
              ? t('due.pause', { from: formatInstant(pause.from, zone, language), to: formatInstant(pause.to, zone, language) })
              : t('due.pausedSince', { from: formatInstant(pause.from, zone, language) })}
          </Box>
        ))}
      </SpaceBetween>
    </ExpandableSection>
  )
}
