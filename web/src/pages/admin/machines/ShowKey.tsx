import { useTranslation } from 'react-i18next'
import type { IssuedKey } from '../../../api/machines'
import { ShownOnce } from '../../../parts/ShownOnce'

/** The only sight of a key. */
export function ShowKey({ of, onClose }: { of: IssuedKey; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <ShownOnce
      title={t('machine.shown.title', { name: of.name })}
      about={t('machine.shown.onceText')}
      label={t('machine.shown.key')}
      secret={of.key}
      onClose={onClose}
    />
  )
}
