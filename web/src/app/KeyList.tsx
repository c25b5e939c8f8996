import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useKeyWords } from '../parts/useKeyWords'
import type { Command } from './commands'
import { usePreferences } from './preferences'

export function Keys({ keys }: { keys: string }) {
  return (
    <span className="wa-keys">
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}

const GROUPS = ['inquiry', 'list', 'pages', 'go'] as const

/** What works while somebody types, too. */
const ALWAYS = [
  { key: 'k', label: 'command.title' },
  { key: 'enter', label: 'command.submit' },
] as const

/** The keys that do something here and now, and how to be rid of them. */
export default function KeyList({ commands, onClose }: { commands: readonly Command[]; onClose(): void }) {
  const { t } = useTranslation()
  const { held, enter, palette } = useKeyWords()
  const { shortcuts } = usePreferences()
  return (
    <Modal visible size="large" header={t('command.keys')} onDismiss={onClose} closeAriaLabel={t('common.dismiss')}>
      <SpaceBetween size="l">
        <div>{shortcuts === 'off' ? t('command.keysOff', { palette }) : t('command.keysHelp')}</div>
        <div className="wa-key-groups">
          {GROUPS.map((group) => {
            const those = commands.filter((one) => one.group === group && one.keys)
            if (those.length === 0) return null
            return (
              <section key={group}>
                <h3>{t(`command.group.${group}`)}</h3>
                <dl className="wa-key-list">
                  {those.map((one) => (
                    <div key={one.id}>
                      <dt>
                        <Keys keys={one.keys ?? ''} />
                      </dt>
                      <dd>{one.label}</dd>
                    </div>
                  ))}
                  {group === 'pages' &&
                    ALWAYS.map(({ key, label }) => (
                      <div key={key}>
                        <dt>
                          <span className="wa-keys">
                            <kbd>{held}</kbd>
                            <kbd>{key === 'enter' ? enter : 'K'}</kbd>
                          </span>
                        </dt>
                        <dd>{t(label)}</dd>
                      </div>
                    ))}
                </dl>
              </section>
            )
          })}
        </div>
      </SpaceBetween>
    </Modal>
  )
}
