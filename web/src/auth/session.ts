import { type User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { takeCredentialsFrom } from '../api/client'
import { forgetAllOf } from '../logic/keptDrafts'
import { loadConfig, type SignInConfig } from './config'

export type Status = 'signedOut' | 'signedIn' | 'expired'

/**
 * Who is signed in on this browser. Tokens live in local storage so that an inquiry opened in a second window needs no second sign-in,
 * and signing out in one window signs out the others; the page's policy lets no foreign script near them.
 */
export class Session {
  private user: User | null = null
  private status: Status = 'signedOut'
  private readonly listeners = new Set<() => void>()

  private constructor(
    private readonly manager: UserManager,
    private readonly config: SignInConfig,
  ) {
    manager.events.addUserLoaded((user) => this.become('signedIn', user))
    manager.events.addUserUnloaded(() => this.become('signedOut', null))
    manager.events.addAccessTokenExpired(() => this.expire())
    window.addEventListener('storage', () => void this.follow())
    takeCredentialsFrom({ token: () => this.token(), refused: () => this.expire() })
  }

  /** Whether somebody comes back from the sign-in page, or has been here before: known before anything was asked. */
  static isLikely(): boolean {
    return new URLSearchParams(location.search).has('code') || Object.keys(localStorage).some((name) => name.startsWith('oidc.user:'))
  }

  static async start(): Promise<Session> {
    const config = await loadConfig()
    const session = new Session(managerOf(config), config)
    await session.arrive()
    return session
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  current = (): Status => this.status

  /** Who is signed in, as inquiries name the agent they are assigned to. */
  subject = (): string => this.user?.profile.sub ?? ''

  /** Where the live line is. */
  liveUrl = (): string | undefined => this.config.liveUrl || undefined

  /** Leaves for the sign-in page, which speaks the language of the pages if it can; afterwards the browser is back at the same address. */
  signIn(): Promise<void> {
    const lang = document.documentElement.lang // Amazon Cognito, "Managed login localization"; other issuers read ui_locales
    const state = location.pathname + location.search + location.hash
    return this.manager.signinRedirect({ state, ui_locales: lang, extraQueryParams: { lang } })
  }

  /** Forgets the tokens and whatever was typed here, then ends the session at the identity provider. */
  async signOut(): Promise<void> {
    sessionStorage.clear()
    forgetAllOf(localStorage, this.subject())
    await this.manager.removeUser()
    const query = new URLSearchParams({ client_id: this.config.clientId, logout_uri: `${location.origin}/` })
    location.assign(`${this.config.logoutUrl}?${query}`)
  }

  private async token(): Promise<string | undefined> {
    return this.user?.access_token
  }

  /** Back from the sign-in page, or a fresh load with tokens kept from before. */
  private async arrive(): Promise<void> {
    const query = new URLSearchParams(location.search)
    if (location.pathname === '/' && query.has('state') && (query.has('code') || query.has('error'))) {
      const user = await this.manager.signinCallback().catch(() => undefined)
      history.replaceState(null, '', typeof user?.state === 'string' ? user.state : '/')
    }
    const user = await this.manager.getUser()
    if (!user) return
    if (!user.expired) return this.become('signedIn', user)
    const renewed = user.refresh_token ? await this.manager.signinSilent().catch(() => null) : null
    if (renewed) this.become('signedIn', renewed)
    else await this.manager.removeUser()
  }

  /** Another window signed in or out. */
  private async follow(): Promise<void> {
    const user = await this.manager.getUser()
    if (user && this.user && user.profile.sub !== this.user.profile.sub) return location.reload() // what is loaded belongs to somebody else
    if (user && !user.expired && user.access_token !== this.user?.access_token) this.become('signedIn', user)
    if (!user && this.status === 'signedIn') this.become('signedOut', null)
  }

  private expire(): void {
    if (this.status === 'signedIn') this.become('expired', this.user)
  }

  private become(status: Status, user: User | null): void {
    this.user = user
    this.status = status
    for (const listener of this.listeners) listener()
  }
}

function managerOf(config: SignInConfig): UserManager {
  return new UserManager({
    authority: config.authority,
    client_id: config.clientId,
    redirect_uri: `${location.origin}/`,
    scope: config.scope,
    response_type: 'code',
    userStore: new WebStorageStateStore({ store: localStorage }),
    loadUserInfo: false,
    monitorSession: false,
    metadata: {
      issuer: config.issuer,
      authorization_endpoint: config.authorizeUrl,
      token_endpoint: config.tokenUrl,
      end_session_endpoint: config.logoutUrl,
    },
  })
}
