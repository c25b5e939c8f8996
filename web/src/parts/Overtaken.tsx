import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../api/problem'
import { ProblemAlert } from './ProblemAlert'
import { TwoVersions } from './TwoVersions'
import type { Editing } from './useEdited'
import { useSendsWhenBack } from './useSendsWhenBack'

/** What each part of an edit is called, and what stands there in words. */
export type PartWords<T> = { [Part in keyof T]: [name: string, said: (value: T[Part]) => string] }

interface Props<T> {
  error: unknown
  editing: Editing<T>
  words: PartWords<T>
  onSave(): void
  /** Reads what is there now; nothing where there is nothing yet. */
  onReload: (() => void) | undefined
  /** The person has decided: the focus goes on to what comes next. */
  onDecided(): void
}

/** Why an edit was not saved. Where somebody else was quicker, what is there now is read, and both versions are shown where they meet. */
export function Overtaken<T>({ error, editing, words, onSave, onReload, onDecided }: Props<T>) {
  const { t } = useTranslation()
  const { moved, clashing, taken, theirs, value, version, decide } = editing
  const overtaken = Boolean(error) && [409, 412].includes(asProblem(error).status)
  const settled = moved && clashing.length === 0
  const [explained, setExplained] = useState<unknown>()
  const again = useRef<number | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal
  useEffect(() => {
    if (overtaken) onReload?.()
  }, [error])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each version that somebody else saved
  useEffect(() => {
    if (!overtaken || !moved) return
    const untouched = settled && taken.length === 0 // what was saved elsewhere is none of this form's parts
    if (untouched && again.current === version) return // and was not why: the error says itself what is
    setExplained(error)
    if (!untouched) return
    again.current = version
    onSave()
  }, [overtaken, moved, version, error])
  const choose = (whose: 'mine' | 'theirs') => {
    decide(whose)
    onDecided()
  }
  useSendsWhenBack(error, value, onSave)
  const said = (part: keyof T, from: T) => words[part][1](from[part])
  if (clashing.length > 0)
    return (
      <TwoVersions
        header={t('versions.title')}
        differences={clashing.map((part) => ({ part: words[part][0], theirs: said(part, theirs), yours: said(part, value) }))}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => choose('mine')}>{t('versions.keep')}</Button>
            <Button onClick={() => choose('theirs')}>{t('versions.take')}</Button>
          </SpaceBetween>
        }
      >
        {t('versions.text')}
      </TwoVersions>
    )
  if (settled && taken.length > 0)
    return (
      <div role="status">
        <Alert type="info" header={t('versions.takenTitle')}>
          {t('versions.taken', { parts: taken.map((part) => words[part][0]).join(', ') })}
        </Alert>
      </div>
    )
  if (!error || error === explained) return null
  return (
    <ProblemAlert error={error}>
      {overtaken && onReload && (
        <div>
          <Button onClick={onReload}>{t('admin.reload')}</Button>
        </div>
      )}
    </ProblemAlert>
  )
}
