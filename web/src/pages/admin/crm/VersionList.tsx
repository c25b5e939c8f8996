import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Table from '@cloudscape-design/components/table'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Integration, type Mapping, useMapping, useMappingVersions } from '../../../api/crm'
import { Empty } from '../../../parts/Empty'
import { Instant } from '../../../parts/Instant'
import { ProblemAlert } from '../../../parts/ProblemAlert'

/** The versions of a mapping: an earlier one becomes a draft again. */
export function VersionList({ of, onTake }: { of: Integration; onTake(mapping: Mapping, version: number): void }) {
  const { t } = useTranslation()
  const versions = useMappingVersions(of.id)
  const [taking, setTaking] = useState<number>()
  if (versions.error) return <ProblemAlert error={versions.error} retry={() => void versions.refetch()} />
  return (
    <>
      <Table
        variant="embedded"
        items={versions.data?.items ?? []}
        trackBy={(one) => String(one.version)}
        loading={versions.isPending}
        loadingText={t('common.loading')}
        ariaLabels={{ tableLabel: t('crm.tab.versions') }}
        columnDefinitions={[
          {
            id: 'version',
            header: t('crm.column.mapping'),
            isRowHeader: true,
            cell: (one) => (
              <>
                {t('crm.version', { version: String(one.version) })}{' '}
                {one.version === of.mappingVersion && <Badge color="green">{t('crm.versions.live')}</Badge>}
              </>
            ),
          },
          { id: 'at', header: t('crm.versions.at'), cell: (one) => <Instant at={one.at} /> },
          { id: 'by', header: t('crm.versions.by'), cell: (one) => one.by.name },
          {
            id: 'take',
            header: <span className="wa-hidden">{t('crm.versions.take')}</span>,
            cell: (one) =>
              one.version !== of.mappingVersion && (
                <Button loading={taking === one.version} onClick={() => setTaking(one.version)}>
                  {t('crm.versions.take')}
                </Button>
              ),
          },
        ]}
        empty={<Empty title={t('crm.noMapping')} teach={t('crm.noMappingTeach')} />}
      />
      {taking !== undefined && <Take of={of} version={taking} onTake={onTake} />}
    </>
  )
}

function Take({ of, version, onTake }: { of: Integration; version: number; onTake(mapping: Mapping, version: number): void }) {
  const one = useMapping(of.id, version)
  const mapping = one.data?.version === version ? one.data.mapping : undefined
  useEffect(() => {
    if (mapping) onTake(mapping, version)
  }, [mapping, version, onTake])
  return one.error ? <ProblemAlert error={one.error} /> : null
}
