import Modal from '@cloudscape-design/components/modal'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useSavedReports } from '../api/insights'
import { best } from '../logic/fuzzy'
import { normaliseItemId, spacedItemId } from '../logic/itemId'
import { kindOfNumber } from '../logic/transportId'
import type { Command } from './commands'
import { Keys } from './KeyList'
import { useWorkplace } from './workplace'

const SHOWN = 12

interface Props {
  commands: readonly Command[]
  /** Hands over what was typed before there was a box for it. */
  begun(): string
  onClose(): void
}

/** Everything that can be done now, by name, and the saved reports, one's own and those that are shared; a number leads to its page, anything else is looked for. */
export default function Palette({ commands, begun, onClose }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { centre } = useWorkplace()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const begin = () => {
    flushSync(() => setTyped((before) => begun() + before)) // before the next key
    input.current?.focus()
  }
  const wanted = typed.trim()
  const id = normaliseItemId(wanted)
  const kind = id ? kindOfNumber(wanted) : undefined
  const to = (label: string, path: string): Command => ({ id: path, label, group: 'go', run: () => void navigate(path) })
  const numbers = [
    kind === 'item' && to(t('command.item', { item: spacedItemId(id) }), `/items/${id}`),
    kind === 'item' && centre && to(t('command.askAbout', { item: spacedItemId(id) }), `/items/${id}/ask`),
    kind === 'transport' && to(t('command.transport', { number: id }), `/transports/${id}`),
  ].filter((one): one is Command => Boolean(one))
  const saved = (useSavedReports().data ?? []).map(({ id: report, name }) =>
    to(t('command.goTo', { page: name }), `/insights/saved/${report}`),
  )
  const search = wanted && centre ? [to(t('command.search', { wanted }), `/search?q=${encodeURIComponent(wanted)}`)] : []
  const found = [...numbers, ...best(wanted, [...commands, ...saved], (one) => one.label).slice(0, SHOWN), ...search]
  const chosen = Math.min(at, found.length - 1)

  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    requestAnimationFrame(() => command.run()) // after the dialog has given the focus back
  }
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((chosen + step + found.length) % Math.max(found.length, 1))
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      run(found[chosen])
    }
  }
  return (
    <Modal visible header={t('command.title')} onDismiss={onClose} closeAriaLabel={t('common.dismiss')}>
      <Stands then={begin} />
      <input
        ref={input}
        className="wa-palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="wa-palette"
        aria-activedescendant={found[chosen] ? `wa-palette-${chosen}` : undefined}
        aria-label={t('command.label')}
        placeholder={t('command.placeholder')}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <div id="wa-palette" role="listbox" aria-label={t('command.title')} className="wa-palette">
        {found.map((command, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box above, which holds the focus
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box above, see aria-activedescendant
          <div
            key={command.id}
            id={`wa-palette-${place}`}
            role="option"
            aria-selected={place === chosen}
            onMouseMove={() => setAt(place)}
            onClick={() => run(command)}
          >
            <span>{command.label}</span>
            {command.keys && <Keys keys={command.keys} />}
          </div>
        ))}
      </div>
      {found.length === 0 && <div role="status">{t('command.nothing')}</div>}
    </Modal>
  )
}

/** Says when the dialog around it stands: that puts its content in late, and then the focus on its own button. */
function Stands({ then }: { then(): void }) {
  const first = useRef(then)
  useEffect(() => queueMicrotask(first.current), [])
  return null
}
