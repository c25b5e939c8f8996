import I18nProvider from '@cloudscape-design/components/i18n'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import i18next from 'i18next'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { BrowserRouter, Route, Routes } from 'react-router'
import { SessionProvider, useSession } from '../auth/SessionContext'
import type { Session } from '../auth/session'
import { messages, moreWords } from '../i18n'
import { mayRetry } from '../logic/problemWords'
import { Landing } from '../pages/other/Landing'
import { Loading } from '../parts/Loading'
import { ErrorBoundary } from './ErrorBoundary'
import { FlashProvider } from './flash'
import { applyLanguage, applyPreferences, followLanguage } from './preferences'
import { SessionExpired } from './SessionExpired'

/** The pages come after the door, and are on their way while somebody signs in. */
const Pages = lazy(() => import('./Pages'))

/** Sends for what is shown behind the door: most people begin with a folder. What does not come now is asked for again when it is shown. */
export function prepare(): void {
  const begins = location.pathname === '/' || location.pathname.startsWith('/folders/')
  for (const part of [import('./Pages'), ...(begins ? [import('../pages/folder/FolderPage')] : [])]) part.catch(() => undefined)
}

/** For anybody, without signing in. */
const PublicPage = lazy(async () => (await Promise.all([import('../pages/public/PublicPage'), moreWords()]))[0])
const DevelopersPage = lazy(async () => (await Promise.all([import('../pages/developers/DevelopersPage'), moreWords()]))[0])

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => count < 2 && mayRetry(error), staleTime: 5_000, refetchOnWindowFocus: true },
    mutations: { retry: false, networkMode: 'always' }, // without a connection they fail at once: what is to be sent later is kept by the outbox
  },
})

/** What the API says in words, it says again in the language now spoken. */
i18next.on('languageChanged', () => void queries.invalidateQueries())

function Door() {
  const { session, status } = useSession()
  useEffect(() => {
    const person = status === 'signedOut' ? '' : session.subject()
    applyPreferences(person)
    if (person) void applyLanguage(person) // another window may have signed in
    return followLanguage(person)
  }, [session, status])
  const outside = status === 'signedOut'
  useEffect(() => {
    if (outside) prepare()
  }, [outside])
  if (outside) return <Landing />
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
    <I18nProvider locale={i18n.language} messages={messages()}>
      <ErrorBoundary>
        <QueryClientProvider client={queries}>
          <BrowserRouter>
            <FlashProvider>
              <Routes>
                <Route
                  path="/t/:itemId?"
                  element={
                    <Suspense fallback={<Loading />}>
                      <PublicPage />
                    </Suspense>
                  }
                />
                <Route
                  path="/developers/*"
                  element={
                    <Suspense fallback={<Loading />}>
                      <DevelopersPage />
                    </Suspense>
                  }
                />
                <Route
                  path="*"
                  element={
                    session ? (
                      <SessionProvider session={session}>
                        <Door />
                      </SessionProvider>
                    ) : (
                      <Landing unavailable />
                    )
                  }
                />
              </Routes>
            </FlashProvider>
          </BrowserRouter>
        </QueryClientProvider>
      </ErrorBoundary>
    </I18nProvider>
  )
}
