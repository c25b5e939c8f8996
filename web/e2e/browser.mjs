// A real browser for the stories: Chromium of the system, signed in through the identity provider's own page.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

export const BASE_URL = process.env.BASE_URL ?? 'http://localhost:8080'
/** While developing: host:port of a vite preview that stands in for BASE_URL in the browser, because only BASE_URL's address may be signed in to. */
const PAGES = process.env.PAGES
const SHOTS = fileURLToPath(new URL('.shots/', import.meta.url))
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the browser. Closing it, or one of its windows, fails where pages asked a host that is none of theirs, or React missed a key. */
export async function launch(more = []) {
  const allowed = await ownHosts()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...FLAGS, ...more, ...(PAGES ? [`--host-resolver-rules=MAP ${new URL(BASE_URL).host} ${PAGES}`] : [])],
  })
  const seen = { allowed, foreign: new Set(), complaints: [] }
  watched.set(browser, seen)
  const close = browser.close.bind(browser)
  browser.close = () => close().then(() => refuse(seen))
  return browser
}

/** By browser: where its pages may go, where else they went, and React's warnings. */
const watched = new WeakMap()

/** The pages' own host, and those that its deployment names. On this machine the sign-in and the buckets are one port under two names. */
async function ownHosts() {
  const read = () => fetch(`${BASE_URL}/config.json`)
  const answer = await read().catch(read) // a connection that was kept open may have been closed at the other end meanwhile
  const { authorizeUrl, tokenUrl, logoutUrl, liveUrl } = await answer.json()
  return new Set([BASE_URL, authorizeUrl, tokenUrl, logoutUrl, liveUrl].filter(Boolean).map(hostOf))
}

function hostOf(address) {
  const { hostname, port } = new URL(address)
  return `${hostname.replace(/^(localhost|\[::1\])$/, '127.0.0.1')}:${port}`
}

/** Browsers of readers in each language, and what the way in is called there. */
export const READERS = {
  en: { locale: 'en-GB', signIn: 'Sign in', navigation: 'Main' },
  fr: { locale: 'fr-BE', signIn: 'Se connecter', navigation: 'Navigation principale' },
  de: { locale: 'de-DE', signIn: 'Anmelden', navigation: 'Hauptnavigation' },
  es: { locale: 'es-ES', signIn: 'Iniciar sesión', navigation: 'Navegación principal' },
}

/** A window of its own for one person, with what the browser complained about. */
export async function open(browser, { width = 1280, height = 900, dark = false, language = 'en', rightToLeft = false } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: READERS[language].locale,
    permissions: [],
  })
  if (rightToLeft) await context.addInitScript(mirror)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints = []
  const seen = watched.get(browser)
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    complaints.push(message.text())
    if (KEYLESS.test(message.text())) seen.complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  const ask = (address) => /^(http|ws)s?:/.test(address) && !seen.allowed.has(hostOf(address)) && seen.foreign.add(address)
  context.on('request', (request) => ask(request.url()))
  context.on('page', (one) => one.on('websocket', (socket) => ask(socket.url())))
  page.on('websocket', (socket) => ask(socket.url()))
  return { context, page, complaints, close: () => context.close().then(() => refuse(seen)) }
}

/** In a page, before its own scripts: keeps it as a language has it that is read from right to left, of which there is none yet. */
function mirror() {
  const turn = () => {
    if (document.documentElement && document.documentElement.dir !== 'rtl') document.documentElement.dir = 'rtl'
  }
  new MutationObserver(turn).observe(document, { attributes: true, childList: true, subtree: true, attributeFilter: ['dir'] })
  turn()
}

/**
 * React's warning of elements without a key, which it gives in development only (`npm run mock`): an empty string among the children of a
 * SpaceBetween, from `{text && <div>}`, is such an element.
 */
const KEYLESS = /unique "key" prop/

function refuse({ foreign, complaints }) {
  const [lacking] = complaints.splice(0)
  const asked = [...foreign]
  foreign.clear()
  if (asked.length > 0) throw new Error(`pages asked hosts that are not theirs: ${asked.join(', ')}`)
  if (lacking) throw new Error(lacking)
}

/** From the landing page through the sign-in page and back to where the person wanted to go. */
export async function signIn(page, person, path = '/', language = 'en') {
  await identify(page, person, path, language)
  await page.getByRole('navigation', { name: READERS[language].navigation }).first().waitFor({ state: 'attached' })
}

/** Comes back from the sign-in page, whether or not there is anything to see for this person. */
export async function identify(page, person, path = '/', language = 'en') {
  const reader = READERS[language]
  await page.goto(BASE_URL + path)
  await page.getByRole('button', { name: reader.signIn }).click()
  await page.waitForURL((url) => /authorize|login/.test(url.pathname))
  const mock = page.locator(`button[value="${person}"]`)
  if (await mock.count()) await mock.click()
  else {
    await page.fill('input[name=username]', person)
    await page.fill('input[name=password]', 'Demo-passw0rd')
    await page.click('button[type=submit], input[type=submit]')
  }
  await page.waitForURL((url) => url.href.startsWith(BASE_URL) && !/authorize/.test(url.pathname) && !url.search.includes('code='))
}

/** A picture to look at; where CI runs, nobody does. */
export async function shot(page, name, fullPage = true) {
  if (process.env.CI) return
  mkdirSync(SHOTS, { recursive: true })
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage })
}
