import Box from '@cloudscape-design/components/box'
import { useTranslation } from 'react-i18next'
import type { IntegrationSecret } from '../../../api/crm'
import { ShownOnce } from '../../../parts/ShownOnce'

/** The only sight of an integration's secret, with the address that its events go to. */
export function ShowSecret({ of, onClose }: { of: IntegrationSecret; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <ShownOnce
      title={t('crm.secret.title', { name: of.name })}
      about={t('crm.secret.onceText')}
      label={t('crm.secret.label')}
      secret={of.secret}
      onClose={onClose}
    >
      <div>
        <Box variant="awsui-key-label">{t('crm.secret.address')}</Box>
        <code className="wa-secret">{new URL(of.address, window.location.origin).href}</code>
      </div>
    </ShownOnce>
  )
}
