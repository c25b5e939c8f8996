/** Where people sign in: served beside the pages, because the pool and its client differ from one deployment to the next. */
export interface SignInConfig {
  authority: string
  issuer: string
  authorizeUrl: string
  tokenUrl: string
  logoutUrl: string
  clientId: string
  scope: string
  /** Where the live line is; without it, the pages ask again by themselves. */
  liveUrl?: string
}

export async function loadConfig(): Promise<SignInConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' })
  if (!response.ok) throw new Error(`config.json answered ${response.status}`)
  return (await response.json()) as SignInConfig
}
