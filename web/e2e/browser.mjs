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

export const launch = (more = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...FLAGS, ...more, ...(PAGES ? [`--host-resolver-rules=MAP ${new URL(BASE_URL).host} ${PAGES}`] : [])],
  })

/** Browsers of readers in each language, and what the way in is called there. */
export const READERS = {
  en: { locale: 'en-GB', signIn: 'Sign in', navigation: 'Main' },
  fr: { locale: 'fr-BE', signIn: 'Se connecter', navigation: 'Navigation principale' },
  de: { locale: 'de-DE', signIn: 'Anmelden', navigation: 'Hauptnavigation' },
  es: { locale: 'es-ES', signIn: 'Iniciar sesión', navigation: 'Navegación principal' },
}

/** A window of its own for one person, with what the browser complained about. */
export async function open(browser, { width = 1280, height = 900, dark = false, language = 'en' } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: READERS[language].locale,
    permissions: [],
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  return { context, page, complaints, close: () => context.close().then(() => keyed(complaints)) }
}

/**
 * React's warning of elements without a key, which it gives in development only (`npm run mock`): an empty string among the children of a
 * SpaceBetween, from `{text && <div>}`, is such an element.
 */
function keyed(complaints) {
  const lacking = complaints.filter((one) => /unique "key" prop/.test(one))
  if (lacking.length > 0) throw new Error(lacking[0])
}

/** From the landing page through the sign-in page and back to where the person wanted to go. */
export async function signIn(page, person, path = '/', language = 'en') {
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
  await page.getByRole('navigation', { name: reader.navigation }).first().waitFor({ state: 'attached' })
}

export async function shot(page, name, fullPage = true) {
  mkdirSync(SHOTS, { recursive: true })
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage })
}
