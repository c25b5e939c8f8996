import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { commandsNow } from '../../app/commands'
import { useSession } from '../../auth/SessionContext'

const KEY = 'whereabouts.met.'

/** For whoever is here for the first time: how this place works, in four lines, until they wave it away. */
export default function FirstRun() {
  const { t } = useTranslation()
  const { session } = useSession()
  const key = KEY + session.subject()
  const [met, setMet] = useState(() => localStorage.getItem(key) !== null)
  if (met) return null
  const wave = () => {
    localStorage.setItem(key, 'yes')
    setMet(true)
  }
  const around = () => {
    wave()
    commandsNow()
      .find((one) => one.id === 'tour')
      ?.run()
  }
  return (
    <Box margin={{ bottom: 'm' }}>
      <Alert
        type="info"
        header={t('help.first.title')}
        dismissible
        dismissAriaLabel={t('help.first.done')}
        onDismiss={wave}
        action={<Button onClick={around}>{t('tour.start')}</Button>}
      >
        <ul className="wa-missing">
          {(['order', 'open', 'keys', 'help'] as const).map((line) => (
            <li key={line}>{t(`help.first.${line}`)}</li>
          ))}
        </ul>
      </Alert>
    </Box>
  )
}
