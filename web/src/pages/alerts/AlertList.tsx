import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Icon, { type IconProps } from '@cloudscape-design/components/icon'
import Link from '@cloudscape-design/components/link'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { AlertView } from '../../api/alerts'
import { useWorkplace } from '../../app/workplace'
import { type AlertGroup, aboutOf, groupsOf, nextOf } from '../../logic/alertGroups'
import { Instant } from '../../parts/Instant'
import { useAlertWords } from '../../parts/useAlertWords'

const ICONS: Record<string, { name: IconProps.Name; variant: IconProps.Variant }> = {
  new: { name: 'envelope', variant: 'link' },
  approaching: { name: 'status-warning', variant: 'warning' },
  overdue: { name: 'status-negative', variant: 'error' },
  trackingUpdated: { name: 'refresh', variant: 'link' },
  replyReceived: { name: 'status-positive', variant: 'success' },
  returned: { name: 'undo', variant: 'warning' },
  supplemented: { name: 'envelope', variant: 'link' },
  unroutable: { name: 'status-negative', variant: 'error' },
  escalated: { name: 'arrow-up', variant: 'warning' },
  rejected: { name: 'thumbs-down', variant: 'warning' },
  followUp: { name: 'calendar', variant: 'link' },
  held: { name: 'status-stopped', variant: 'warning' },
  claim: { name: 'status-negative', variant: 'error' },
  draft: { name: 'edit', variant: 'link' },
  handedOver: { name: 'share', variant: 'link' },
  dueMoved: { name: 'calendar', variant: 'warning' },
  moveEnded: { name: 'calendar', variant: 'link' },
  proposal: { name: 'suggestions', variant: 'success' },
  attached: { name: 'file', variant: 'link' },
  closed: { name: 'lock-private', variant: 'normal' },
  delivered: { name: 'status-positive', variant: 'success' },
  forceMajeure: { name: 'status-warning', variant: 'warning' },
  lateItems: { name: 'status-warning', variant: 'warning' },
}

interface Props {
  title: string
  alerts: readonly AlertView[]
  /** Missing for alerts that were read. */
  onRead?(ids: readonly string[]): void
}

/** Alerts, those of one inquiry together: the newest says what to do. */
export function AlertList({ title, alerts, onRead }: Props) {
  return (
    <Container disableContentPaddings header={<Header variant="h2">{title}</Header>}>
      <ul className="wa-alerts" tabIndex={-1} data-keeps-focus aria-label={title}>
        {groupsOf(alerts).map((group) => (
          <Group key={group.key} group={group} onRead={onRead} />
        ))}
      </ul>
    </Container>
  )
}

function Group({ group: { latest, earlier }, onRead }: { group: AlertGroup<AlertView>; onRead?(ids: readonly string[]): void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const wordsOf = useAlertWords()
  const { catalogue } = useWorkplace()
  const icon = ICONS[latest.kind] ?? { name: 'status-info', variant: 'normal' }
  const { words, title, next, reason } = wordsOf(latest)
  const ids = [latest, ...earlier].map((one) => one.id)
  const about = aboutOf(latest)
  const open = () => {
    onRead?.(ids)
    void navigate(about)
  }
  return (
    <li className={onRead ? 'wa-alert-unread' : undefined}>
      <Icon name={icon.name} variant={icon.variant} />
      <div>
        <Link
          href={about}
          onFollow={(event) => {
            event.preventDefault()
            open()
          }}
        >
          {title}
        </Link>
        {latest.urgent && <span className="wa-alert-urgent">{t('urgent')}</span>}
        {latest.workflow && <div className="wa-soft wa-small">{catalogue.question(latest.workflow)}</div>}
        <div className="wa-soft">{[reason, next].filter(Boolean).join(' ')}</div>
        {earlier.length > 0 && (
          <ul className="wa-alerts-earlier">
            {earlier.map((one) => (
              <li key={one.id}>
                <Instant at={one.at} /> {wordsOf(one).title}
              </li>
            ))}
          </ul>
        )}
      </div>
      <span className="wa-alert-side">
        <Instant at={latest.at} />
        {onRead && (
          <>
            <Button onClick={open} ariaLabel={`${t(`alerts.do.${nextOf(latest)}`)}: ${words.item}`}>
              {t(`alerts.do.${nextOf(latest)}`)}
            </Button>
            <Button variant="icon" iconName="check" ariaLabel={t('alerts.markRead', words)} onClick={() => onRead(ids)} />
          </>
        )}
      </span>
    </li>
  )
}
