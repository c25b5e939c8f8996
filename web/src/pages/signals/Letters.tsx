import Container from '@cloudscape-design/components/container'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Toggle from '@cloudscape-design/components/toggle'
import { useTranslation } from 'react-i18next'
import { useSignalLetters, useSwitchSignalLetters } from '../../api/signals'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'

/** The switch for one's own letters about new signals. */
export function Letters() {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language } = useWorkplace()
  const mine = useSignalLetters()
  const change = useSwitchSignalLetters()
  return (
    <Container>
      <Toggle
        checked={Boolean(mine.data)}
        disabled={mine.isPending || change.isPending}
        description={t('signals.lettersAbout')}
        onChange={({ detail }) => change.mutate({ on: detail.checked, language: language.slice(0, 2) }, { onError: flash.failed })}
      >
        {t(mine.data ? 'signals.lettersOn' : 'signals.letters')}
      </Toggle>
      {mine.data?.paused && <StatusIndicator type="warning">{t('signals.paused')}</StatusIndicator>}
    </Container>
  )
}
