import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useTranslation } from 'react-i18next'
import { firstLines } from '../logic/tour'
import { useKeyboard, useKeyWords } from '../parts/useKeyWords'
import { commandsNow } from './commands'
import { useWorkplace } from './workplace'

/** For whoever is here for the first time: how this place works for who they are, in a few lines, until they wave it away. */
export default function FirstRun({ onMet }: { onMet(): void }) {
  const { t } = useTranslation()
  const { palette } = useKeyWords()
  const { me, centre } = useWorkplace()
  const keyboard = useKeyboard()
  const around = () => {
    onMet()
    commandsNow()
      .find((one) => one.id === 'tour')
      ?.run()
  }
  return (
    <div className="wa-first wa-no-print">
      <Alert
        type="info"
        header={t('help.first.title')}
        dismissible
        dismissAriaLabel={t('help.first.done')}
        onDismiss={onMet}
        action={<Button onClick={around}>{t('tour.start')}</Button>}
      >
        <ul className="wa-missing">
          {firstLines(me.roles ?? [], centre !== '', keyboard).map((line) => (
            <li key={line}>{t(`help.first.${line}`, { palette })}</li>
          ))}
        </ul>
      </Alert>
    </div>
  )
}
