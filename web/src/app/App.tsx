import I18nProvider from '@cloudscape-design/components/i18n'
import messages from '@cloudscape-design/components/i18n/messages/all.en'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { BrowserRouter } from 'react-router'
import { SessionProvider, useSession } from '../auth/SessionContext'
import type { Session } from '../auth/session'
import { mayRetry } from '../logic/problemWords'
import { Landing } from '../pages/other/Landing'
import { Loading } from '../parts/Loading'
import { ErrorBoundary } from './ErrorBoundary'
import { FlashProvider } from './flash'
import { SessionExpired } from './SessionExpired'

/** The pages come after the door: who only signs in does not load them. */
const Pages = lazy(() => import('./Pages'))

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => count < 2 && mayRetry(error), staleTime: 5_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})

function Door() {
  const { status } = useSession()
  if (status === 'signedOut') return <Landing />
  return (
    <>
      <Suspense fallback={<Loading />}>
        <Pages />
      </Suspense>
      {status === 'expired' && <SessionExpired />}
    </>
  )
}

export function App({ session }: { session: Session | null }) {
  const { i18n } = useTranslation()
  return (
    <I18nProvider locale={i18n.language} messages={[messages]}>
      <ErrorBoundary>
        <QueryClientProvider client={queries}>
          <BrowserRouter>
            <FlashProvider>
              {session ? (
                <SessionProvider session={session}>
                  <Door />
                </SessionProvider>
              ) : (
                <Landing unavailable />
              )}
            </FlashProvider>
          </BrowserRouter>
        </QueryClientProvider>
      </ErrorBoundary>
    </I18nProvider>
  )
}
