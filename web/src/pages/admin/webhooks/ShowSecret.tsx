import { useTranslation } from 'react-i18next'
import type { EndpointWithSecret } from '../../../api/webhooks'
import { ShownOnce } from '../../../parts/ShownOnce'

/** The only sight of an endpoint's secret. */
export function ShowSecret({ of, onClose }: { of: EndpointWithSecret; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <ShownOnce
      title={t('webhooks.secret.title', { name: of.name })}
      about={t('webhooks.secret.text')}
      label={t('webhooks.secret.label')}
      secret={of.secret}
      onClose={onClose}
    />
  )
}
