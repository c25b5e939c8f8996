import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../api/problem'
import { ProblemAlert } from '../../parts/ProblemAlert'

interface Props {
  error: unknown
  saving: boolean
  /** Whether there is something to save that can be saved. */
  ready: boolean
  changed: boolean
  onSave(): void
  /** Back to what is kept. */
  onReset(): void
  /** Reads again what somebody else has changed. */
  onReload(): void
}

/** The end of a form of the administration. */
export function SaveBar({ error, saving, ready, changed, onSave, onReset, onReload }: Props) {
  const { t } = useTranslation()
  const overtaken = [409, 412].includes(asProblem(error).status) && Boolean(error)
  return (
    <SpaceBetween size="s">
      {Boolean(error) && (
        <ProblemAlert error={error}>
          {overtaken && (
            <div>
              <Button onClick={onReload}>{t('admin.reload')}</Button>
            </div>
          )}
        </ProblemAlert>
      )}
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="primary" disabled={!ready || !changed} loading={saving} onClick={onSave}>
          {t('common.save')}
        </Button>
        {changed && (
          <Button variant="link" onClick={onReset}>
            {t('admin.reset')}
          </Button>
        )}
      </SpaceBetween>
    </SpaceBetween>
  )
}
