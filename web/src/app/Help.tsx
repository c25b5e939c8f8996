import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import HelpPanel from '@cloudscape-design/components/help-panel'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { topicOf } from '../logic/help'
import { useKeyboard, useKeyWords } from '../parts/useKeyWords'
import { commandsNow } from './commands'

/** What the page on the screen is for, and what is easily missed on it. */
export default function Help() {
  const { t } = useTranslation()
  const { palette } = useKeyWords()
  const keyboard = useKeyboard()
  const topic = topicOf(useLocation().pathname)
  return (
    <HelpPanel
      header={<h2>{t(`help.${topic}.title`)}</h2>}
      footer={
        <>
          {keyboard && <div>{t('help.keys', { palette })}</div>}
          <Box margin={{ top: 's' }}>
            <Button
              onClick={() =>
                commandsNow()
                  .find((one) => one.id === 'tour')
                  ?.run()
              }
            >
              {t('tour.start')}
            </Button>
          </Box>
        </>
      }
    >
      <p>{t(`help.${topic}.about`)}</p>
      <ul>
        {(['first', 'second', 'third'] as const).map((hint) => (
          <li key={hint}>{t(`help.${topic}.${hint}`)}</li>
        ))}
      </ul>
    </HelpPanel>
  )
}
