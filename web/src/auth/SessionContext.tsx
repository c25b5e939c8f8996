import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import type { Session, Status } from './session'

const Context = createContext<Session | null>(null)

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <Context value={session}>{children}</Context>
}

export function useSession(): { session: Session; status: Status } {
  const session = useContext(Context)
  if (!session) throw new Error('useSession outside SessionProvider')
  return { session, status: useSyncExternalStore(session.subscribe, session.current) }
}
