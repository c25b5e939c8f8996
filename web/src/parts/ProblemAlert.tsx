import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { type ReactNode, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { moreWords } from '../i18n'
import { type Known, mayRetry, wordsFor } from '../logic/problemWords'

/** An error as a sentence that says what to do. */
export function useProblemSentence(): (error: unknown) => string {
  const { t, i18n } = useTranslation()
  return useCallback(
    (error: unknown) => {
      const { own, detail, requestId } = wordsFor(error, ((slug) => i18n.exists(`problem.${slug}`)) as Known)
      if (!own) void moreWords().catch(() => undefined) // most come later: the page says it again when they are there
      const sentence = own ? t(`problem.${own}`) : t('problem.other', { detail })
      return requestId ? `${sentence} ${t('problem.quote', { requestId })}` : sentence
    },
    [t, i18n],
  )
}

/** The same where a text is wanted that follows when more words come. */
export function ProblemSentence({ error }: { error: unknown }) {
  return useProblemSentence()(error)
}

interface Props {
  error: unknown
  header?: string
  retry?: () => void
  children?: ReactNode
}

export function ProblemAlert({ error, header, retry, children }: Props) {
  const { t } = useTranslation()
  const sentence = useProblemSentence()
  return (
    <Alert
      type="error"
      header={header}
      action={retry && mayRetry(error) ? <Button onClick={retry}>{t('common.tryAgain')}</Button> : undefined}
    >
      {sentence(error)}
      {children}
    </Alert>
  )
}
