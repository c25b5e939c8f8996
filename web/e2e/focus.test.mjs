// The focus is never lost: after each step that takes away what had it, something nearby has it, and what was sent is told to who does not see it.
// Runs against the stack and against the made-up API (BASE_URL of `npm run mock`) alike.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BASE_URL, launch, open, signIn } from './browser.mjs'
import { call, typed } from './exchange.mjs'
import { write } from './forms.mjs'
import { ANA, BRUNO } from './people.mjs'
import { question } from './questions.mjs'

/** What has the focus once it has settled: its words or its class; "nothing" when nothing has. */
async function focused(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  return page.evaluate(() => {
    const one = document.activeElement
    if (!one || one === document.body) return 'nothing'
    return one.id || one.closest('[data-row]')?.dataset.row || one.getAttribute('aria-label') || one.className || one.tagName
  })
}

describe('the focus', () => {
  let browser, ana, bruno, id
  before(async () => {
    browser = await launch()
    ana = await open(browser, { width: 1400 })
    bruno = await open(browser, { width: 1400 })
    await signIn(ana.page, ANA)
    await signIn(bruno.page, BRUNO)
    id = await question(ana.page, bruno.page)
  })
  after(() => browser?.close())

  const answer = async (page) => {
    await page.goto(`${BASE_URL}/inquiries/${id}`)
    await page.getByRole('radio', { name: /^In transit/ }).check()
    await write(page, 'place', 'Bonn sorting centre')
    await write(page, 'date', typed(7))
  }
  const inBox = (page) => page.waitForFunction(() => document.activeElement?.matches('[data-takes-focus]'))

  it('goes to the box that counts down when an answer is sent, which is told, and back to the answer when it is taken back', async () => {
    const { page } = bruno
    await answer(page)
    await page.keyboard.press('Control+Enter')
    await inBox(page)
    await page
      .getByRole('status')
      .filter({ hasText: /is sent in ten seconds/ })
      .waitFor({ state: 'attached' })
    await page.keyboard.press('u')
    await page.waitForFunction(() => document.activeElement?.matches('input[type=radio]:checked'))
  })

  it('an answer is taken back with a key from another page, too', async () => {
    const { page } = bruno
    await answer(page)
    await page.keyboard.press('Control+Enter')
    await inBox(page)
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.getByRole('heading', { level: 1, name: 'To answer' }).waitFor()
    await page.getByRole('button', { name: 'Take it back' }).waitFor()
    await page.keyboard.press('u')
    await page.waitForURL(new RegExp(`/inquiries/${id}`))
    await page.getByRole('button', { name: 'Send the answer' }).waitFor()
    assert.equal((await call(page, 'GET', `/v1/inquiries/${id}`)).body.actions.includes('reply'), true)
  })

  it('goes to the row of an inquiry when the panel beside the list is closed, by key and by button', async () => {
    const { page } = ana
    const { folder, row } = await some(page)
    await page.goto(`${BASE_URL}/folders/${folder}`)
    for (const shut of [() => page.keyboard.press('x'), () => page.getByRole('button', { name: 'Close panel' }).click()]) {
      await page.locator(`[data-row="${row}"] a`).click()
      await page.locator('.wa-panel').getByRole('heading', { name: 'Question and answer' }).waitFor()
      await page.locator('.wa-panel').focus()
      await shut()
      await page.locator('.wa-panel').waitFor({ state: 'detached' })
      await page.waitForFunction((of) => document.activeElement?.closest('[data-row]')?.dataset.row === of, row)
    }
  })

  it('stays in the list when several are taken, and goes to the choices when somebody narrows it with a key', async () => {
    const { page } = ana
    const { folder } = await some(page)
    await page.goto(`${BASE_URL}/folders/${folder}`)
    await page.locator('tbody input[type=checkbox]').first().check()
    await page.getByRole('button', { name: 'Take it' }).click()
    await page.getByRole('button', { name: 'Take it' }).waitFor({ state: 'detached' })
    assert.notEqual(await focused(page), 'nothing')
    await page.keyboard.press('f')
    await page.waitForFunction(() => document.activeElement?.closest('search.wa-filter'))
  })

  it('stays among the alerts when one is marked as read', async () => {
    const { page } = bruno
    await page.goto(`${BASE_URL}/alerts`)
    const mark = page.locator('.wa-alert-unread').getByRole('button', { name: /^Mark/ }).first()
    await mark.waitFor()
    const before = await page.locator('.wa-alert-unread').count()
    await mark.click()
    await page.waitForFunction((count) => document.querySelectorAll('.wa-alert-unread').length < count, before)
    assert.notEqual(await focused(page), 'nothing')
  })
})

/** A folder of the person's call centre with something in it, and its first row. */
async function some(page) {
  for (const folder of ['waiting', 'overdueByPartner', 'toRead', 'closed']) {
    const { body } = await call(page, 'GET', `/v1/folders/${folder}`)
    if (body.items?.[0]) return { folder, row: body.items[0].id }
  }
  throw new Error('No folder has an inquiry: is the stack seeded?')
}
