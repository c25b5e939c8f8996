import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCalendarVersion, useCalendarVersions } from '../../../api/admin'
import { useWorkplace } from '../../../app/workplace'
import { formatDate } from '../../../logic/instant'
import { weekWords } from '../../../logic/weekWords'
import { Instant } from '../../../parts/Instant'
import { Loading } from '../../../parts/Loading'
import { ProblemAlert } from '../../../parts/ProblemAlert'

/** Who edited the calendar, when, and what it said. */
export function Versions({ centre }: { centre: string }) {
  const { t } = useTranslation()
  const versions = useCalendarVersions(centre)
  return (
    <Container header={<Header variant="h2">{t('admin.versions.title')}</Header>}>
      {versions.error && !versions.data && <ProblemAlert error={versions.error} />}
      {versions.data?.length === 0 && <span className="wa-soft">{t('admin.versions.none')}</span>}
      {(versions.data ?? []).map((one) => (
        <Version
          key={one.version}
          centre={centre}
          version={one.version}
          at={one.at}
          title={
            one.version === 0
              ? t('admin.versions.before')
              : t('admin.versions.by', { version: one.version, name: one.by?.name || t('conflict.somebody') })
          }
        />
      ))}
    </Container>
  )
}

function Version({ centre, version, at, title }: { centre: string; version: number; at: string; title: string }) {
  const [open, setOpen] = useState(false)
  return (
    <ExpandableSection
      headerText={
        <>
          <Instant at={at} /> {title}
        </>
      }
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {open && <Contents centre={centre} version={version} />}
    </ExpandableSection>
  )
}

function Contents({ centre, version }: { centre: string; version: number }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const calendar = useCalendarVersion(centre, version)
  if (calendar.error) return <ProblemAlert error={calendar.error} retry={() => void calendar.refetch()} />
  if (!calendar.data) return <Loading />
  const { week, holidays, special, timeZone } = calendar.data
  return (
    <SpaceBetween size="xs">
      <div className="wa-pre">{weekWords(week, language)}</div>
      <div className="wa-soft">{timeZone}</div>
      {(holidays ?? []).length > 0 && (
        <div>
          {t('admin.calendar.holidays')}: {(holidays ?? []).map((date) => formatDate(date, language)).join(' · ')}
        </div>
      )}
      {Object.entries(special ?? {}).map(([date, spans]) => (
        <div key={date}>
          {formatDate(date, language)}: {(spans ?? []).map((span) => span.join('–')).join(', ') || t('partners.shut')}
        </div>
      ))}
    </SpaceBetween>
  )
}
