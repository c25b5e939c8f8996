import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCentres, useMe, useOperators, useRelease } from '../api/directory'
import type { CallCentre, Me, Operator, Party } from '../api/types'
import { useSession } from '../auth/SessionContext'
import { Catalogue, countryName } from '../logic/catalogue'
import { localeOf } from '../logic/languages'
import { FullPageProblem } from '../parts/FullPageProblem'
import { Loading } from '../parts/Loading'

/** Who works where, and the words of the exchange. Everything below the shell can count on it being loaded. */
export interface Workplace {
  me: Me
  /** The call centre worked for now; "" for people of the network. */
  centre: string
  setCentre(id: string): void
  /** The reader's own time zone: that of their call centre. */
  zone: string
  /** The reader's language with their region, for dates and numbers: "en-GB". */
  language: string
  catalogue: Catalogue
  operators: readonly Operator[]
  operator(code: string | null | undefined): Operator | undefined
  operatorName(code: string | null | undefined): string
  callCentre(id: string | null | undefined): CallCentre | undefined
  /** "Bonn, Deutsche Post" as far as it is known. */
  partyName(party: Party | null | undefined): string
  /** The zone of a party's clock, undefined while no call centre is known. */
  zoneOf(party: Party | null | undefined): string | undefined
  country(code: string | null | undefined): string
  can(...roles: string[]): boolean
}

const Context = createContext<Workplace | null>(null)
/** Which call centre is worked for: in this window, through reloads; and what a new window of the person begins with. */
const CENTRE_KEY = 'whereabouts.centre'

export function useWorkplace(): Workplace {
  const workplace = useContext(Context)
  if (!workplace) throw new Error('useWorkplace outside WorkplaceProvider')
  return workplace
}

export function WorkplaceProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const me = useMe()
  const operators = useOperators()
  const centres = useCentres()
  const release = useRelease()
  const { session } = useSession()
  const key = `${CENTRE_KEY}.${session.subject()}`
  const [wanted, setWanted] = useState(() => sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? '')

  const workplace = useMemo<Workplace | null>(() => {
    if (!me.data || !operators.data || !centres.data || !release.data) return null
    const own = me.data.callCentres ?? []
    const active = own.find((one) => one.id === wanted) ?? own[0]
    const operatorBy = new Map((operators.data.items ?? []).map((one) => [one.code, one]))
    const centreBy = new Map((centres.data.items ?? []).map((one) => [one.id, one]))
    const language = localeOf(i18n.language, navigator.languages)
    const operatorName = (code: string | null | undefined) => operatorBy.get(code ?? '')?.name ?? code ?? ''
    return {
      me: me.data,
      centre: active?.id ?? '',
      setCentre: (id) => {
        sessionStorage.setItem(key, id)
        localStorage.setItem(key, id)
        setWanted(id)
      },
      zone: active?.timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone,
      language,
      catalogue: new Catalogue(release.data, language),
      operators: operators.data.items ?? [],
      operator: (code) => operatorBy.get(code ?? ''),
      operatorName,
      callCentre: (id) => centreBy.get(id ?? ''),
      partyName: (party) => operatorName(party?.operator),
      zoneOf: (party) => centreBy.get(party?.centre || operatorBy.get(party?.operator ?? '')?.defaultCentre || '')?.timeZone,
      country: (code) => countryName(code, language),
      can: (...roles) => roles.some((role) => me.data.roles?.includes(role)),
    }
  }, [me.data, operators.data, centres.data, release.data, wanted, key, i18n.language])

  const failed = [me, operators, centres, release].find((query) => query.error && !query.data)
  if (failed)
    return (
      <FullPageProblem
        error={failed.error}
        retry={() => void Promise.all([me, operators, centres, release].map((query) => query.refetch()))}
      />
    )
  if (!workplace) return <Loading />
  return <Context value={workplace}>{children}</Context>
}
