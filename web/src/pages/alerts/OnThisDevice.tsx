import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCentre } from '../../api/directory'
import { useWishes } from '../../app/device'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { useSession } from '../../auth/SessionContext'
import { ALERT_KINDS } from '../../logic/alertGroups'
import { formatInstant } from '../../logic/instant'

/** Notifications of this browser: off until somebody asks for them here, and never outside the call centre's hours. */
export function OnThisDevice() {
  const { t } = useTranslation()
  const flash = useFlash()
  const { centre, callCentre, language, zone } = useWorkplace()
  const hours = useCentre(centre).data
  const { session } = useSession()
  const [wishes, choose] = useWishes(session.subject())
  const supported = 'Notification' in window
  const [permission, setPermission] = useState(supported ? Notification.permission : 'denied')
  const on = wishes.on && permission === 'granted'
  const turnOn = async () => {
    const given = await Notification.requestPermission()
    setPermission(given)
    if (given !== 'granted') return
    choose({ on: true })
    flash.done(t('notify.done'))
  }
  const turnOff = () => {
    choose({ on: false })
    flash.done(t('notify.stopped'))
  }
  const now = () => {
    if (!hours) return undefined
    if (hours.openNow) return t('notify.nowOpen')
    return hours.nextChange ? t('notify.nowClosed', { time: formatInstant(hours.nextChange, zone, language) }) : t('notify.nowClosedEver')
  }
  const options = ALERT_KINDS.map((kind) => ({ value: kind, label: t(`alertKind.${kind}`) }))
  return (
    <ExpandableSection
      variant="container"
      headerText={t('notify.title')}
      headerCounter={`(${t(on ? 'notify.on' : 'notify.off')})`}
      headerDescription={t('notify.about')}
    >
      <SpaceBetween size="m">
        <div>
          {t('notify.quiet', { centre: callCentre(centre)?.name ?? centre })}
          {on && <StatusIndicator type={hours?.openNow ? 'success' : 'pending'}>{now()}</StatusIndicator>}
        </div>
        {!supported && <Alert type="info">{t('notify.unsupported')}</Alert>}
        {supported && permission === 'denied' && <Alert type="warning">{t('notify.denied')}</Alert>}
        {supported &&
          (on ? (
            <Button onClick={turnOff}>{t('notify.turnOff')}</Button>
          ) : (
            <Button onClick={() => void turnOn()}>{t('notify.turnOn')}</Button>
          ))}
        {on && (
          <SpaceBetween size="m">
            <FormField label={t('notify.kinds')}>
              <Multiselect
                options={options}
                selectedOptions={options.filter((one) => wishes.kinds.includes(one.value))}
                placeholder={t('notify.choose')}
                tokenLimit={6}
                deselectAriaLabel={(one) => t('notify.remove', { kind: one.label })}
                expandToViewport
                onChange={({ detail }) => choose({ kinds: detail.selectedOptions.map((one) => one.value ?? '') })}
              />
            </FormField>
            <Checkbox checked={wishes.urgentAlways} onChange={({ detail }) => choose({ urgentAlways: detail.checked })}>
              {t('notify.urgent')}
            </Checkbox>
          </SpaceBetween>
        )}
      </SpaceBetween>
    </ExpandableSection>
  )
}
