// Whoever sits at another desk every day finds the pages as they like them. Runs against the stack and against the made-up API alike.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BASE_URL, identify, launch, open, signIn } from './browser.mjs'
import { call, until } from './exchange.mjs'
import { ANA, SAM } from './people.mjs'

const USUAL = { theme: 'system', density: 'comfortable', shortcuts: 'on', language: 'browser', columns: [], view: 'together' }
const looks = (page) =>
  page.evaluate(() => ({
    dark: document.body.classList.contains('awsui-dark-mode'),
    compact: document.body.classList.contains('awsui-compact-mode'),
  }))
const looksDark = (page, dark) => until(dark ? 'dark pages' : 'light pages', async () => (await looks(page)).dark === dark)
const columnOf = (page, name) => page.getByRole('columnheader', { name })
const savedAs = (page, name, value) =>
  until(`${name} to be saved`, async () => {
    const { body } = await call(page, 'GET', '/v1/me/preferences')
    return JSON.stringify(body[name]) === JSON.stringify(value)
  })
const choose = async (page, name) => {
  await page.getByRole('button', { name: 'Appearance' }).click()
  await page.getByRole('menuitemcheckbox', { name, exact: true }).click()
}
const speak = async (page, from, to) => {
  await page.getByRole('button', { name: `Language: ${from}` }).click()
  await page.getByRole('menuitemcheckbox', { name: to }).click()
}

describe('what a person chose', () => {
  let browser, one, other
  before(async () => {
    browser = await launch()
    one = await open(browser, { width: 1400 })
    await signIn(one.page, ANA, '/folders/waiting')
    await call(one.page, 'PATCH', '/v1/me/preferences', USUAL)
    await one.page.reload()
    await looksDark(one.page, false)
  })
  after(async () => {
    if (one) await call(one.page, 'PATCH', '/v1/me/preferences', USUAL)
    await browser?.close()
  })

  it('holds at once, and is saved', async () => {
    const { page } = one
    await choose(page, 'Dark')
    await looksDark(page, true)
    await choose(page, 'Compact')
    await page.getByRole('button', { name: 'Preferences' }).click()
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Level' }).check({ force: true })
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await columnOf(page, 'Level').waitFor()
    await savedAs(page, 'density', 'compact')
    await savedAs(page, 'columns', ['item', 'question', 'partner', 'state', 'remaining', 'level'])
  })

  it('is there at another desk', async () => {
    other = await open(browser, { width: 1400 })
    await signIn(other.page, ANA, '/folders/waiting')
    await columnOf(other.page, 'Level').waitFor()
    assert.deepEqual(await looks(other.page), { dark: true, compact: true })
  })

  it('is nobody else’s, also on the same browser; the door keeps the look that was used last', async () => {
    const { page } = other
    await page.getByRole('button', { name: /^Signed in as Ana/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await looksDark(page, true)
    await signIn(page, SAM, '/folders/waiting')
    await columnOf(page, 'Partner').waitFor()
    assert.deepEqual(await looks(page), { dark: false, compact: false })
    assert.equal(await columnOf(page, 'Level').count(), 0)
    assert.equal((await call(page, 'GET', '/v1/me/preferences')).body.theme, undefined)
  })

  it('is applied from this browser, before the API has said anything', async () => {
    const { page } = other
    await page.getByRole('button', { name: /^Signed in as Sam/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await looksDark(page, false)
    let answer
    await page.route('**/v1/me', (route) => {
      answer = () => route.continue()
    })
    await identify(page, ANA, '/folders/waiting')
    await until('the pages to ask', () => answer !== undefined)
    await looksDark(page, true)
    await answer()
    await columnOf(page, 'Level').waitFor()
    await page.unroute('**/v1/me')
  })

  it('holds in another window at once', async () => {
    const second = await one.context.newPage()
    await second.goto(`${BASE_URL}/folders/drafts`)
    await columnOf(second, 'Level').waitFor()
    await choose(one.page, 'Light')
    await looksDark(second, false)
    await second.close()
    await savedAs(one.page, 'theme', 'light')
  })

  it('is not taken back while it is not saved, and is saved later; the rest is as it was chosen elsewhere', async () => {
    const { page } = other // here the API has said dark, and says light by now
    let tried = 0
    await page.route('**/v1/me/preferences', (route) => {
      tried++
      return route.abort()
    })
    await choose(page, 'Comfortable')
    await until('a try to save it', () => tried > 0)
    const said = page.waitForResponse((one) => one.url().endsWith('/v1/me')).then((one) => one.json())
    await speak(page, 'English', 'Deutsch') // whatever the pages have, they ask for again
    assert.equal((await said).preferences.density, 'compact')
    await looksDark(page, false)
    assert.equal((await looks(page)).compact, false)
    await page.unroute('**/v1/me/preferences')
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await savedAs(page, 'density', 'comfortable')
  })

  it('is a language, too', async () => {
    await savedAs(one.page, 'language', 'de')
    const { page, close } = await open(browser)
    await identify(page, ANA, '/folders/waiting')
    await page.getByRole('navigation', { name: 'Hauptnavigation' }).first().waitFor({ state: 'attached' })
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'de')
    await close()
  })

  it('nothing went wrong in either browser', () => {
    const serious = [...one.complaints, ...other.complaints].filter((text) => !/ERR_FAILED|status of 404/.test(text))
    assert.deepEqual(serious, [])
  })
})
