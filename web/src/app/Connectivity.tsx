import Alert from '@cloudscape-design/components/alert'
import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../api/problem'

function subscribe(listener: () => void) {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** Says that what is shown may be old: the browser is offline, or the API does not answer. */
export function Connectivity() {
  const { t } = useTranslation()
  const online = useSyncExternalStore(subscribe, () => navigator.onLine)
  useIsFetching() // looks again whenever a query starts or ends
  const unanswered = useQueryClient()
    .getQueryCache()
    .getAll()
    .some(
      (query) =>
        query.isActive() && (isProblem(query.state.error, 'unreachable') || isProblem(query.state.fetchFailureReason, 'unreachable')),
    )
  if (online && !unanswered) return null
  return (
    <Alert type="warning" header={t('offline.title')}>
      {t('offline.text')}
    </Alert>
  )
}
