import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { refusalWords } from '../logic/refusalWords'

/** What the API says about a value, as a sentence in the reader's language. */
export function useRefusal(): (reason: string) => string {
  const { t } = useTranslation()
  return useCallback(
    (reason: string) => {
      const words = refusalWords(reason)
      return words ? t(words.key as 'refusal.tooMany', words.values as { limit: string }) : t('field.refused', { reason })
    },
    [t],
  )
}
