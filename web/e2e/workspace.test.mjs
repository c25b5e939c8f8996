// The workspace: a folder with an inquiry beside it, without reloads and jumps; keys for everything; nothing sent twice, nothing typed lost.
// Runs against the stack and against the made-up API (BASE_URL of `npm run mock`) alike.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accessible } from './axe.mjs'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { call } from './exchange.mjs'
import { ANA } from './people.mjs'

/** A folder of the person's call centre that has some inquiries, and their ids in their order. */
async function folderWith(page, least) {
  for (const folder of ['waiting', 'overdueByPartner', 'toRead', 'closed']) {
    const { body } = await call(page, 'GET', `/v1/folders/${folder}`)
    if ((body.items ?? []).length >= least) return { folder, ids: body.items.map((one) => one.id) }
  }
  throw new Error('No folder has enough inquiries: is the stack seeded?')
}

const shown = (page) => new URL(page.url()).searchParams.get('open')
const panel = (page) => page.locator('.wa-panel')

describe('the workspace', () => {
  let browser, ana, folder, ids
  before(async () => {
    browser = await launch()
    ana = await open(browser, { width: 1400 })
    await signIn(ana.page, ANA)
    ;({ folder, ids } = await folderWith(ana.page, 2))
  })
  after(() => browser?.close())

  it('opens an inquiry beside its folder; keys go on and back, and the address leads there again', async () => {
    const { page } = ana
    await page.goto(`${BASE_URL}/folders/${folder}`)
    await page.locator(`[data-row="${ids[0]}"] a`).click()
    await panel(page).getByRole('heading', { name: 'Question and answer' }).waitFor()
    assert.equal(shown(page), ids[0])
    await page.evaluate(() => Object.assign(window, { stillTheSame: true }))
    for (const key of 'jkjkj') await page.keyboard.press(key) // faster than pages are drawn
    await page.locator(`[data-row="${ids[1]}"] a[aria-current="true"]`).waitFor()
    await page.keyboard.press('k')
    await page.locator(`[data-row="${ids[0]}"] a[aria-current="true"]`).waitFor()
    assert.equal(await page.evaluate(() => window.stillTheSame), true, 'nothing was loaded anew')
    assert.ok(
      await page.evaluate((id) => Boolean(document.activeElement?.closest(`[data-row="${id}"]`)), ids[0]),
      'the focus is in its row',
    )
    await accessible(page, 'a folder with an inquiry beside it')
    await shot(page, 'workspace-panel', false)
    await page.reload()
    await panel(page).getByRole('heading', { name: 'Question and answer' }).waitFor()
    assert.equal(shown(page), ids[0])
  })

  it('comes back to a folder as it was left', async () => {
    const { page } = ana
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await page.getByRole('heading', { level: 1, name: 'Drafts' }).waitFor()
    await page.locator(`nav a[href^="/folders/${folder}"]`).first().click()
    await page.waitForURL(`**/folders/${folder}?open=${ids[0]}`)
    await panel(page).getByRole('heading', { name: 'Question and answer' }).waitFor()
    await page.keyboard.press('x')
    await page.waitForURL((url) => url.search === '')
  })

  it('goes anywhere by name, and never while somebody types', async () => {
    const { page } = ana
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'What do you want to do?' }).fill('read answ')
    await page.getByRole('option', { name: /Answers to read/ }).waitFor()
    await accessible(page, 'the palette')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Answers to read' }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await accessible(page, 'the keys')
    await shot(page, 'workspace-keys', false)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await page.keyboard.type('gt?jn')
    assert.equal(await page.getByRole('searchbox', { name: /Search for an item/ }).inputValue(), 'gt?jn')
    assert.match(page.url(), /toRead/)
  })

  it('keys can be switched off; Ctrl+K stays', async () => {
    const { page } = ana
    await page.evaluate(() => document.activeElement?.blur())
    await page.getByRole('button', { name: 'Appearance' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Keyboard shortcuts of one key' }).click()
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('?')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'What do you want to do?' }).waitFor()
    assert.equal(await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count(), 0)
    await page.keyboard.press('Escape')
  })

  it('on a narrow screen an inquiry is a page', async () => {
    const phone = await open(browser, { width: 400 })
    await signIn(phone.page, ANA, `/folders/${folder}`)
    await phone.page.locator(`[data-row="${ids[0]}"] a`).click()
    await phone.page.waitForURL(`**/inquiries/${ids[0]}`)
    await phone.close()
  })

  it('nothing went wrong in the browser', () => {
    assert.deepEqual(
      ana.complaints.filter((one) => !/status of (401|404|409|422)/.test(one)),
      [],
    )
  })
})
