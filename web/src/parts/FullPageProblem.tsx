import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useSession } from '../auth/SessionContext'
import { ProblemAlert } from './ProblemAlert'

/** When not even the shell can be shown: who is asking or the catalogue is missing. */
export function FullPageProblem({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation()
  const { session } = useSession()
  return (
    <main className="wa-narrow">
      <Box padding="xxl">
        <SpaceBetween size="l">
          <Box variant="h1">{t('product')}</Box>
          <ProblemAlert error={error} retry={retry} />
          <Button onClick={() => void session.signOut()}>{t('me.signOut')}</Button>
        </SpaceBetween>
      </Box>
    </main>
  )
}
