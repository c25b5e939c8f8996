import { useTranslation } from 'react-i18next'
import { Instant } from '../../parts/Instant'

/** Up to which event figures are counted. */
export function Latest({ at }: { at: string | null }) {
  const { t } = useTranslation()
  return (
    <span className="wa-soft wa-small">
      {at ? (
        <>
          {t('dashboard.latest')} <Instant at={at} />
        </>
      ) : (
        t('dashboard.nothing')
      )}
    </span>
  )
}
