import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useTranslation } from 'react-i18next'
import { useCalendarVersions } from '../../../api/admin'
import { Instant } from '../../../parts/Instant'
import { ProblemAlert } from '../../../parts/ProblemAlert'

/** Who edited the calendar, and when. */
export function Versions({ centre }: { centre: string }) {
  const { t } = useTranslation()
  const versions = useCalendarVersions(centre)
  return (
    <Container header={<Header variant="h2">{t('admin.versions.title')}</Header>}>
      {versions.error && !versions.data && <ProblemAlert error={versions.error} />}
      {versions.data?.length === 0 && <span className="wa-soft">{t('admin.versions.none')}</span>}
      <ul className="wa-plain">
        {(versions.data ?? []).map((one) => (
          <li key={one.version}>
            <Instant at={one.at} />{' '}
            {one.version === 0
              ? t('admin.versions.before')
              : t('admin.versions.by', { version: one.version, name: one.by?.name || t('conflict.somebody') })}
          </li>
        ))}
      </ul>
    </Container>
  )
}
