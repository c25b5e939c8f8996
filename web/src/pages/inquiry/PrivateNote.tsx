import Icon from '@cloudscape-design/components/icon'
import { useTranslation } from 'react-i18next'
import type { Happening } from '../../api/types'
import { Instant } from '../../parts/Instant'

/** A note or a further customer: marked by words, a lock and a dashed border as what the other post never sees. */
export function PrivateNote({ happening }: { happening: Happening }) {
  const { t } = useTranslation()
  const { joined } = happening
  const title = happening.kind === 'joined' ? t('said.joined') : t('said.note')
  return (
    <div role="note" className="wa-private" aria-label={title}>
      <div className="wa-private-head">
        <span>
          <Icon name="lock-private" size="small" /> <strong>{title}</strong> {happening.actor.name && `· ${happening.actor.name} `}·{' '}
          {t('said.onlyUs')}
        </span>
        <Instant at={happening.at} />
      </div>
      {joined && (joined.customerRef || joined.crmCaseId) && (
        <dl className="wa-told">
          {joined.customerRef && (
            <div>
              <dt>{t('said.customerRef')}</dt>
              <dd>{joined.customerRef}</dd>
            </div>
          )}
          {joined.crmCaseId && (
            <div>
              <dt>{t('said.crmCase')}</dt>
              <dd>{joined.crmCaseId}</dd>
            </div>
          )}
        </dl>
      )}
      {happening.text && (
        <p className="wa-pre wa-line" lang={happening.language || undefined}>
          {happening.text}
        </p>
      )}
    </div>
  )
}
