import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Overtaken, type PartWords } from '../../parts/Overtaken'
import type { Editing } from '../../parts/useEdited'

interface Props<T> {
  error: unknown
  saving: boolean
  /** Whether what stands there can be saved. */
  ready: boolean
  editing: Editing<T>
  words: PartWords<T>
  onSave(): void
  /** Back to what is kept. */
  onReset(): void
  /** Reads what is there now. */
  onReload(): void
}

/** The end of a form of the administration. */
export function SaveBar<T>({ error, saving, ready, editing, words, onSave, onReset, onReload }: Props<T>) {
  const { t } = useTranslation()
  const buttons = useRef<HTMLDivElement>(null)
  return (
    <SpaceBetween size="s">
      <Overtaken
        error={error}
        editing={editing}
        words={words}
        onSave={onSave}
        onReload={onReload}
        onDecided={() => buttons.current?.focus()}
      />
      <div ref={buttons} tabIndex={-1}>
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" disabled={!ready || !editing.changed || editing.clashing.length > 0} loading={saving} onClick={onSave}>
            {t('common.save')}
          </Button>
          {editing.changed && (
            <Button variant="link" onClick={onReset}>
              {t('admin.reset')}
            </Button>
          )}
        </SpaceBetween>
      </div>
    </SpaceBetween>
  )
}
