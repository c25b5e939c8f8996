import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Icon, { type IconProps } from '@cloudscape-design/components/icon'
import Link from '@cloudscape-design/components/link'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Alert } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { spacedItemId } from '../../logic/itemId'
import { Instant } from '../../parts/Instant'

const ICONS: Record<string, { name: IconProps.Name; variant: IconProps.Variant }> = {
  new: { name: 'envelope', variant: 'link' },
  approaching: { name: 'status-warning', variant: 'warning' },
  overdue: { name: 'status-negative', variant: 'error' },
  trackingUpdated: { name: 'refresh', variant: 'link' },
  replyReceived: { name: 'status-positive', variant: 'success' },
  returned: { name: 'undo', variant: 'warning' },
  supplemented: { name: 'envelope', variant: 'link' },
  unroutable: { name: 'status-negative', variant: 'error' },
}

/** onRead is missing for alerts that were read. */
export function AlertList({ title, alerts, onRead }: { title: string; alerts: readonly Alert[]; onRead?(id: string): void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { operatorName } = useWorkplace()
  const open = (alert: Alert) => {
    onRead?.(alert.id)
    void navigate(`/inquiries/${alert.inquiryId}`)
  }
  return (
    <Container disableContentPaddings header={<Header variant="h2">{title}</Header>}>
      <ul className="wa-alerts">
        {alerts.map((alert) => {
          const icon = ICONS[alert.kind] ?? { name: 'status-info', variant: 'normal' }
          const words = { partner: operatorName(alert.partner), item: spacedItemId(alert.itemId).replaceAll(' ', '\u00a0') } // never broken over two lines
          const kind = alert.kind as 'new'
          // who must act depends on the side for some kinds; the others have one sentence
          const next = t(alert.side === 'requester' ? `alert.${kind}.nextRequester` : `alert.${kind}.next`, {
            ...words,
            defaultValue: t(`alert.${kind}.next`, { ...words, defaultValue: '' }),
          })
          return (
            <li key={alert.id} className={onRead ? 'wa-alert-unread' : undefined}>
              <Icon name={icon.name} variant={icon.variant} />
              <div>
                <Link
                  href={`/inquiries/${alert.inquiryId}`}
                  onFollow={(event) => {
                    event.preventDefault()
                    open(alert)
                  }}
                >
                  {t(`alert.${kind}.title`, { ...words, defaultValue: words.item })}
                </Link>
                <div className="wa-soft">{next}</div>
              </div>
              <span className="wa-alert-side">
                <Instant at={alert.at} />
                {onRead && (
                  <Button variant="inline-icon" iconName="check" ariaLabel={t('alerts.markRead', words)} onClick={() => onRead(alert.id)} />
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </Container>
  )
}
