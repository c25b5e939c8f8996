import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { useTranslation } from 'react-i18next'
import { type ReportFormat, useDownload } from '../../api/reports'
import type { ReportCard } from '../../api/types'
import { useFlash } from '../../app/flash'

const FORMATS: readonly ReportFormat[] = ['pdf', 'xlsx', 'csv', 'json']

/** The files of an edition, "" for the latest; what it is not offered as is not shown. */
export function Downloads({ report, edition, compact }: { report: ReportCard; edition: string; compact?: boolean }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const download = useDownload()
  const save = (format: ReportFormat) => download.mutate({ id: report.id, format, edition }, { onError: flash.failed })
  const offered = FORMATS.filter((format) => report.formats.includes(format))
  return (
    <ButtonDropdown
      variant={compact ? 'inline-icon' : 'normal'}
      expandToViewport
      loading={download.isPending}
      ariaLabel={compact || offered.includes('pdf') ? t('reporting.downloads') : undefined}
      items={offered.map((format) => ({ id: format, text: t(`reporting.${format}`), iconName: 'download' as const }))}
      onItemClick={({ detail }) => save(detail.id as ReportFormat)}
      mainAction={
        !compact && offered.includes('pdf')
          ? { text: t('reporting.pdf'), iconName: 'download', loading: download.isPending, onClick: () => save('pdf') }
          : undefined
      }
    >
      {compact || offered.includes('pdf') ? undefined : t('reporting.downloads')}
    </ButtonDropdown>
  )
}
